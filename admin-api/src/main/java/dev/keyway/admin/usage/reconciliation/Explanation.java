package dev.keyway.admin.usage.reconciliation;

/** Why a line of an invoice and what is booked differ. */
enum Explanation {
    /** They do not, or by no more than the tolerance. */
    SAME,
    /** The invoice has it, and nothing is booked. */
    MISSING_HERE,
    /** It is booked, and the invoice does not have it. */
    MISSING_THERE,
    /** The quantities differ. */
    QUANTITY,
    /** The quantities are the same, as far as the invoice has them, and the cost differs. */
    PRICE
}
