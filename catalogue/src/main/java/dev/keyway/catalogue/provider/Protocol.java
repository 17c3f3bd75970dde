package dev.keyway.catalogue.provider;

import dev.keyway.catalogue.usage.UsageStyle;

/**
 * How an operation of a provider is spoken.
 *
 * @param family whose error shape its callers expect
 * @param stream how its answers are streamed
 * @param usage how its answers report usage
 * @param answer what its answers may be besides JSON
 */
public record Protocol(ApiFamily family, StreamStyle stream, UsageStyle usage, AnswerForm answer) {

    /** An operation that answers in JSON or streams. */
    public Protocol(ApiFamily family, StreamStyle stream, UsageStyle usage) {
        this(family, stream, usage, AnswerForm.JSON);
    }
}
