/**
 * Spend of a managed gateway: reports to the admin service what budgets have been used for, receives grants, and remembers both across
 * restarts.
 */
@NullMarked
package dev.keyway.filters.spend;

import org.jspecify.annotations.NullMarked;
