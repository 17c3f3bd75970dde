package dev.keyway.filters.failover;

import java.util.List;

/**
 * How providers without a code for it say that a request is longer than the model's context. A wrong match costs nobody
 * a key: the class costs a key nothing.
 */
final class ContextTexts {

    private static final List<String> TEXTS = List.of(
            "maximum context length",
            "prompt is too long",
            "input is too long",
            "exceed context limit",
            "exceeds the maximum number of tokens allowed",
            "exceeds the available context size",
            "too large for model",
            "too many tokens",
            "context length exceeded",
            "context window");

    private ContextTexts() {}

    /** Whether a message in lower case says so. */
    static boolean match(String message) {
        return TEXTS.stream().anyMatch(message::contains);
    }
}
