package dev.keyway.admin.alert;

import java.util.Locale;

/** Event that can raise an alert. */
public enum AlertEvent {
    /** Booked spend has passed a threshold of a budget. */
    BUDGET_SOFT,
    /** A gateway has refused a call because less is left of a budget than the call may cost; what is held for others raises none. */
    BUDGET_HARD,
    /** A gateway says that a provider key is locked. */
    KEY_LOCKED,
    /** A model was called whose price is not known. */
    MODEL_UNPRICED,
    /** A gateway has not been heard of. */
    GATEWAY_STALE,
    /** A gateway registered another public key than before: from now on provider keys are sealed to that. */
    GATEWAY_REKEYED,
    /** Usage was reported that could not be booked. */
    INGEST_REJECTED,
    /** A gateway has had usage for more than five minutes that it could not ship. */
    USAGE_LATE,
    /** Usage of a gateway is missing, or may be. */
    USAGE_LOST,
    /** A gateway computed another cost than this service does by the same prices. */
    COST_MISMATCH,
    /** The stored sums of a day differ from the usage records. */
    ROLLUP_MISMATCH,
    /** A gateway knows a later state than the database: it was restored from a backup. */
    DATABASE_RESTORED,
    /** What was sealed with other master keys was sealed anew with the first. */
    MASTER_KEY_ROTATED,
    /** Sealing anew with the first master key failed. */
    MASTER_KEY_FAILED,
    /** Somebody failed so often to sign in as a user that each further attempt must wait. */
    ACCOUNT_LOCKED,
    /** Somebody tries a channel. It goes to that channel whatever it is for. */
    TEST;

    static AlertEvent of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
