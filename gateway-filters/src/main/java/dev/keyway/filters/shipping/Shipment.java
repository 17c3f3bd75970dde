package dev.keyway.filters.shipping;

import dev.keyway.contract.control.Registered;
import dev.keyway.contract.usage.LogStatus;
import dev.keyway.contract.usage.UsageTaken;
import dev.keyway.filters.control.AdminUnavailableException;
import dev.keyway.filters.control.Backoff;
import dev.keyway.filters.control.ControlJson;
import dev.keyway.filters.control.ControlResponse;
import dev.keyway.filters.control.UnreadableMessageException;
import dev.keyway.filters.spool.SegmentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shipment of a log's events, batch by batch, one at a time. For one thread, except {@link #status}. */
final class Shipment {

    private static final Logger log = LoggerFactory.getLogger(Shipment.class);

    /** How soon a new event is found. */
    static final Duration IDLE = Duration.ofMillis(200);

    private static final long NOWHERE = -1;
    private static final int TOO_LARGE = 413;
    private static final int NOT_READABLE = 400;

    private final Path directory;
    private final SegmentLog segments;
    private final LongConsumer stored;
    private final UsagePost post;
    private final Supplier<? extends @Nullable Registered> membership;
    private final Backoff backoff;
    private final InstantSource clock;
    private final ShippingFigures figures = new ShippingFigures();
    private final ClockOffset offset = new ClockOffset(figures);

    private volatile ShipMarks marks;
    private volatile EventQueue.@Nullable State state;
    private ShipMarks written;
    private EventQueue queue;
    private int limit = UsageBatch.MOST_EVENTS;
    private @Nullable Registered registered;
    private @Nullable UUID timeline;
    private String trouble = "";

    /** The mark to which the last response sent it back; a second time it would go round for ever. */
    private long wentBackTo = NOWHERE;

    /**
     * Begins where the last run ended.
     *
     * @param stored receives the sequence up to which all events that have ended are stored
     * @param membership the last registration; null before the first
     */
    Shipment(
            Path directory,
            SegmentLog segments,
            LongConsumer stored,
            UsagePost post,
            Supplier<? extends @Nullable Registered> membership,
            Backoff backoff,
            InstantSource clock)
            throws IOException {
        this.directory = directory;
        this.segments = segments;
        this.stored = stored;
        this.post = post;
        this.membership = membership;
        this.backoff = backoff;
        this.clock = clock;
        this.marks = ShipMarks.read(directory, segments.foundThrough());
        this.written = marks;
        this.queue = new EventQueue(segments, new UsageEvents(0), marks.shipped());
        marks.write(directory);
        stored.accept(marks.shipped());
    }

    /** State of the log. Any thread. */
    LogStatus status() {
        ShipMarks now = marks;
        EventQueue.State read = state;
        return new LogStatus(
                now.logId(),
                segments.lastSequence(),
                now.shipped(),
                read == null ? null : read.oldest(),
                read == null ? 0 : read.damaged());
    }

    /** Figures since the start. Any thread. */
    ShippingFigures figures() {
        return figures;
    }

    /** Events that wait to be shipped, as far as the log was read. Any thread. */
    int waiting() {
        EventQueue.State read = state;
        return read == null ? 0 : read.events();
    }

    /** Events that were read and not shipped. */
    int left() {
        return queue.events().size();
    }

    /** Whether all that the log has is shipped. */
    boolean isDone() {
        return queue.events().isEmpty() && queue.isReadThrough();
    }

    /**
     * Ships the next batch, if there is one.
     *
     * @return when to go on
     */
    Duration ship() throws InterruptedException {
        try {
            takeRegistration();
            queue.fill();
            state = queue.state();
            return queue.events().isEmpty() ? idle() : shipNext();
        } catch (IOException e) {
            return outage(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    /** Stores how far it has come. */
    void remember() throws IOException {
        if (!marks.equals(written)) {
            marks.write(directory);
            written = marks;
        }
    }

    private Duration idle() throws IOException {
        remember();
        stored.accept(Math.max(marks.shipped(), queue.readThrough()));
        return IDLE;
    }

    private Duration shipNext() throws IOException, InterruptedException {
        UsageBatch batch = UsageBatch.of(after(), queue.events(), limit);
        byte[] packed = batch.packed(marks.logId(), timeline, segments.lastSequence(), clock.instant());
        if (packed.length > UsageBatch.MOST_PACKED && batch.events().size() > 1) {
            limit = batch.events().size() / 2;
            return Duration.ZERO;
        }
        marks = marks.sentThrough(batch.through());
        remember();
        try {
            return switch (post.post(packed)) {
                case ControlResponse.Success success ->
                    taken(batch, ControlJson.read(success.body(), UsageTaken.class));
                case ControlResponse.Problem problem -> refused(batch, problem);
            };
        } catch (AdminUnavailableException | UnreadableMessageException e) {
            return outage(String.valueOf(e.getMessage()));
        }
    }

    /** Where the next batch begins. What the admin service lacks and the log no longer has is named so, and becomes a gap there. */
    private long after() {
        return marks.sent() == 0 ? marks.shipped() : Math.max(marks.shipped(), queue.begins() - 1);
    }

    private Duration taken(UsageBatch batch, UsageTaken taken) {
        timeline = taken.timeline();
        Instant now = clock.instant();
        boolean corrects = offset.heard(taken.now(), now);
        if (taken.mark() > marks.sent()) {
            beginAnew(taken.mark());
            return Duration.ZERO;
        }
        boolean isStuck = taken.mark() == wentBackTo || taken.mark() == batch.after();
        if (isStuck && batch.through() != taken.mark()) {
            return outage("the admin service took a batch and did not move its mark");
        }
        succeeded();
        figures.taken(now);
        limit = Math.min(UsageBatch.MOST_EVENTS, limit * 2);
        if (taken.mark() == batch.through() && !corrects) {
            marks = marks.shippedThrough(taken.mark());
            queue.shipped(taken.mark());
            state = queue.state();
            stored.accept(taken.mark());
            wentBackTo = NOWHERE;
        } else {
            wentBackTo = taken.mark() < batch.after() ? taken.mark() : NOWHERE;
            goTo(taken.mark());
        }
        return Duration.ZERO;
    }

    private Duration refused(UsageBatch batch, ControlResponse.Problem problem) {
        int events = batch.events().size();
        boolean isOurs = !problem.code().isEmpty();
        if (events > 1 && (problem.status() == TOO_LARGE || (problem.status() == NOT_READABLE && isOurs))) {
            figures.refused();
            limit = events / 2;
            return Duration.ZERO;
        }
        if (problem.status() == NOT_READABLE && isOurs && queue.giveUpFirst()) {
            figures.refused();
            log.error(
                    "event {} of the usage log is refused and goes up as unreadable: {}",
                    batch.through(),
                    problem.line());
            return Duration.ZERO;
        }
        return outage(problem.line());
    }

    private void takeRegistration() {
        Registered last = membership.get();
        if (last == null || last.equals(registered)) {
            return;
        }
        registered = last;
        timeline = last.timeline();
        boolean corrects = offset.heard(last.now(), clock.instant());
        if (last.mark() > marks.sent()) {
            beginAnew(last.mark());
        } else if (last.mark() != marks.shipped() || corrects) {
            goTo(last.mark());
        }
    }

    /** The admin service's database is older, or its last response was lost: goes on after its mark, as far as the log has it. */
    private void goTo(long mark) {
        if (mark < marks.shipped()) {
            log.warn(
                    "the admin service has the usage log up to {}, not {}: what is left of it is sent again",
                    mark,
                    marks.shipped());
        }
        marks = marks.shippedThrough(mark);
        stored.accept(mark);
        queue = new EventQueue(segments, new UsageEvents(offset.millis()), mark);
    }

    /** The admin service has more of this log than it was sent from here: the directory is an older copy. */
    private void beginAnew(long mark) {
        log.warn(
                "the admin service has the usage log up to {}, but only {} was sent: this directory is an older copy, and"
                        + " its log is another one from now on",
                mark,
                marks.sent());
        marks = ShipMarks.ofNewLog();
        stored.accept(0);
        queue = new EventQueue(segments, new UsageEvents(offset.millis()), 0);
    }

    private void succeeded() {
        backoff.reset();
        if (!trouble.isEmpty()) {
            log.info("usage is shipped again");
            trouble = "";
        }
    }

    private Duration outage(String reason) {
        figures.failed();
        if (!reason.equals(trouble)) {
            log.warn("usage is not shipped, and stays in the log: {}", reason);
            trouble = reason;
        }
        return backoff.next();
    }
}
