package dev.keyway.filters.provider;

import dev.keyway.filters.model.FirstByteTimeout;
import dev.keyway.filters.model.FirstByteTimeouts;
import dev.keyway.filters.upstream.AttemptLimits;
import java.time.Duration;

/**
 * How long a provider's answers may take. Reasoning models are silent for long, and each attempt that is cut off is
 * billed, so they are given more time.
 */
final class Patience {

    private static final Duration STREAM_HEADERS = Duration.ofSeconds(30);
    private static final Duration STREAM_CONTENT = Duration.ofMinutes(2);
    private static final Duration STREAM_CONTENT_REASONING = Duration.ofMinutes(5);
    private static final Duration ANSWER = Duration.ofMinutes(4);
    private static final Duration ANSWER_REASONING = Duration.ofMinutes(10);
    private static final Duration STREAM_CONTENT_MEDIA = Duration.ofMinutes(5);
    private static final Duration ANSWER_MEDIA = Duration.ofMinutes(10);
    private static final Duration HOLD = Duration.ofSeconds(10);

    private Patience() {}

    /** Images and long recordings take minutes, and what is made of them comes late. */
    static AttemptLimits forMedia(FirstByteTimeouts timeouts, String model) {
        FirstByteTimeout set = timeouts.forModel(model);
        Duration whole = set.answer() != null ? set.answer() : ANSWER_MEDIA;
        return new AttemptLimits(whole, whole, timeouts.gap(), HOLD);
    }

    static AttemptLimits forMediaStream(FirstByteTimeouts timeouts, String model) {
        FirstByteTimeout set = timeouts.forModel(model);
        Duration first = set.stream() != null ? set.stream() : STREAM_CONTENT_MEDIA;
        return new AttemptLimits(first, first, timeouts.gap(), HOLD);
    }

    static AttemptLimits forStream(FirstByteTimeouts timeouts, String model, boolean reasoning) {
        FirstByteTimeout set = timeouts.forModel(model);
        if (set.stream() != null) {
            return new AttemptLimits(set.stream(), set.stream(), timeouts.gap(), HOLD);
        }
        return new AttemptLimits(
                STREAM_HEADERS, reasoning ? STREAM_CONTENT_REASONING : STREAM_CONTENT, timeouts.gap(), HOLD);
    }

    static AttemptLimits forAnswer(FirstByteTimeouts timeouts, String model, boolean reasoning) {
        FirstByteTimeout set = timeouts.forModel(model);
        Duration whole = set.answer() != null ? set.answer() : reasoning ? ANSWER_REASONING : ANSWER;
        return new AttemptLimits(whole, whole, timeouts.gap(), HOLD);
    }
}
