/** Budgets over several gateways: what each may spend, what people see of it, and the alerts. */
@NullMarked
package dev.keyway.admin.budget;

import org.jspecify.annotations.NullMarked;
