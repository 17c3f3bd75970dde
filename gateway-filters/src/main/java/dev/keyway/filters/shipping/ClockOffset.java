package dev.keyway.filters.shipping;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offset of the gateway's clock from that of the admin service, as far as it matters. For one thread. */
final class ClockOffset {

    private static final Logger log = LoggerFactory.getLogger(ClockOffset.class);

    private static final Duration NOTICEABLE = Duration.ofSeconds(2);
    private static final Duration WRONG = Duration.ofSeconds(60);

    /** How much it may vary by the time that responses take. */
    private static final Duration JITTER = Duration.ofSeconds(1);

    private final ShippingFigures figures;
    private long millis;
    private boolean isNoticed;

    /** @param figures receives each offset, also those that do not matter */
    ClockOffset(ShippingFigures figures) {
        this.figures = figures;
    }

    /** What is added to the times of events, in milliseconds: 0 unless the clock is wrong by more than a minute. */
    long millis() {
        return millis;
    }

    /**
     * The admin service has told its time.
     *
     * @return whether the times of events have to be corrected in another way from now on
     */
    boolean heard(Instant told, Instant here) {
        Duration apart = Duration.between(here, told);
        figures.clockIs(apart);
        notice(apart);
        long needed = apart.abs().compareTo(WRONG) > 0 ? apart.toMillis() : 0;
        if (Math.abs(needed - millis) <= JITTER.toMillis()) {
            return false;
        }
        millis = needed;
        return true;
    }

    private void notice(Duration apart) {
        boolean isApart = apart.abs().compareTo(NOTICEABLE) > 0;
        if (isApart && !isNoticed) {
            log.warn(
                    "this gateway's clock is {} s {} that of the admin service; set it",
                    apart.abs().toSeconds(),
                    apart.isNegative() ? "ahead of" : "behind");
        } else if (!isApart && isNoticed) {
            log.info("this gateway's clock agrees with that of the admin service again");
        }
        isNoticed = isApart;
    }
}
