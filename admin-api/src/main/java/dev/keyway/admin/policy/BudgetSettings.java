package dev.keyway.admin.policy;

import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/** What can be changed of a budget. */
record BudgetSettings(@NotNull BigDecimal amount, boolean hard, boolean strict) {}
