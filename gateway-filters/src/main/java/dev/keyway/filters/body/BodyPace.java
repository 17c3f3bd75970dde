package dev.keyway.filters.body;

import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * How fast a request body has to come, so that nobody holds memory by sending slowly.
 *
 * @param timeout how long a whole body may take
 * @param minRate bytes a second that it brings at least, measured over each {@link #WINDOW}
 */
public record BodyPace(Duration timeout, DataSize minRate) {

    /** Long enough for 40 MiB by a slow line; short enough to end what stands still. */
    public static final BodyPace DEFAULT = new BodyPace(Duration.ofMinutes(5), DataSize.ofKilobytes(16));

    /** Over how long the rate is measured: a pause that is shorter does no harm. */
    public static final Duration WINDOW = Duration.ofSeconds(10);

    /** What a body brings at least in a window, in bytes. */
    public long leastInWindow() {
        return Math.multiplyExact(minRate.toBytes(), WINDOW.toSeconds());
    }
}
