package dev.keyway.filters.upstream;

import java.time.Duration;

/**
 * How long an attempt may take at each stage.
 *
 * @param headers from sending to the status line
 * @param content from sending to the first content event, or to the end of an answer that is not streamed
 * @param gap between two chunks afterwards
 * @param hold how long lifecycle events are held back while content is awaited
 */
public record AttemptLimits(Duration headers, Duration content, Duration gap, Duration hold) {}
