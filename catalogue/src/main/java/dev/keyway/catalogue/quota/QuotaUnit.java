package dev.keyway.catalogue.quota;

/** What a limit counts. */
public enum QuotaUnit {
    REQUESTS,
    /** Input and output together. */
    TOKENS,
    INPUT_TOKENS,
    OUTPUT_TOKENS
}
