package dev.keyway.catalogue.passthrough;

/** When an operation answers with an event stream. */
public enum Streaming {
    /** Never. */
    NEVER,
    /** Where the body's member {@code stream} is {@code true}. */
    ON_REQUEST,
    /** Always. */
    ALWAYS
}
