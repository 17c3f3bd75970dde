package dev.keyway.filters.failover;

import dev.keyway.catalogue.provider.ErrorStyle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Recognises answers as a test writes them. */
final class Answers {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private Answers() {}

    static Failure openAi(int status, String body, String... headers) {
        return recognise(ErrorStyle.OPENAI, NOW, status, body, headers);
    }

    static Failure anthropic(int status, String body, String... headers) {
        return recognise(ErrorStyle.ANTHROPIC, NOW, status, body, headers);
    }

    static Failure gemini(int status, String body, String... headers) {
        return recognise(ErrorStyle.GEMINI, NOW, status, body, headers);
    }

    static Failure recognise(ErrorStyle style, Instant now, int status, String body, String... headers) {
        return FailureRecogniser.of(style, InstantSource.fixed(now))
                .recognise(status, name -> find(name, headers), body.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String find(String name, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals(name)) {
                return headers[i + 1];
            }
        }
        return null;
    }

    static Failure streamError(ErrorStyle style, String event) {
        return FailureRecogniser.of(style, InstantSource.fixed(NOW))
                .recognise(200, name -> null, event.getBytes(StandardCharsets.UTF_8));
    }
}
