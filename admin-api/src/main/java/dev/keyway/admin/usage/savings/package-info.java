/** Savings and advice: what failover cost, what prompt caches saved, and what nobody uses or soon cannot. */
@NullMarked
package dev.keyway.admin.usage.savings;

import org.jspecify.annotations.NullMarked;
