/** Labels: what administrators note down about tenants, teams and tokens, and find them by. */
@NullMarked
package dev.keyway.admin.label;

import org.jspecify.annotations.NullMarked;
