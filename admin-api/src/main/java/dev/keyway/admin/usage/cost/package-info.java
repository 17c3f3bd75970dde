/** Costs of attempts by price lists. */
@NullMarked
package dev.keyway.admin.usage.cost;

import org.jspecify.annotations.NullMarked;
