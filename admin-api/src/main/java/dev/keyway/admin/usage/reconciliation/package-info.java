/** Reconciliations: invoices of providers compared with what was booked. */
@NullMarked
package dev.keyway.admin.usage.reconciliation;

import org.jspecify.annotations.NullMarked;
