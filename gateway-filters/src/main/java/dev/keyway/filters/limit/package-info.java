/**
 * Limits and budgets: what each tenant, team and token uses of its rates, its concurrency and its budgets, and whether one more request
 * fits. Decides without HTTP; {@code admission} makes leases and errors of it, {@code spend} keeps it in step with the admin service.
 */
@NullMarked
package dev.keyway.filters.limit;

import org.jspecify.annotations.NullMarked;
