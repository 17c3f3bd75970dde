package dev.keyway.filters.requestlog;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts requests whose log was lost, and says so at most once a minute. */
final class LostLogs {

    private static final Logger LOG = LoggerFactory.getLogger(LostLogs.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Counter written;
    private final Counter lostToQueue;
    private final Counter lostToDisk;
    private final InstantSource clock;
    private Instant quietUntil = Instant.MIN;

    LostLogs(MeterRegistry registry, InstantSource clock) {
        this.written = registry.counter("keyway.request.logs", "result", "written");
        this.lostToQueue = registry.counter("keyway.request.logs", "result", "lost_queue");
        this.lostToDisk = registry.counter("keyway.request.logs", "result", "lost_disk");
        this.clock = clock;
    }

    void written() {
        written.increment();
    }

    void toQueue(RequestFolder folder) {
        if (folder.lose()) {
            lostToQueue.increment();
            say("the disk is slower than the requests");
        }
    }

    void toDisk(RequestFolder folder, Exception cause) {
        if (folder.lose()) {
            lostToDisk.increment();
            say(String.valueOf(cause));
        }
    }

    private void say(String why) {
        boolean speak;
        synchronized (this) {
            Instant now = clock.instant();
            speak = !now.isBefore(quietUntil);
            if (speak) {
                quietUntil = now.plus(QUIET);
            }
        }
        if (speak) {
            LOG.warn("requests are served but their logs are lost: {}", why);
        }
    }
}
