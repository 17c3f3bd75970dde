package dev.keyway.admin.usage.query;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Usage records as they arrive. */
@RestController
@RequestMapping("/api/v1/usage/tail")
class TailController {

    private static final Logger LOG = LoggerFactory.getLogger(TailController.class);

    /** A client that was away for longer goes on from so far back. */
    private static final Duration MOST_AWAY = Duration.ofMinutes(5);

    private static final int MOST_SECONDS = 300;
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final byte[] RETRY = "retry: 1000\n\n".getBytes(StandardCharsets.UTF_8);

    private final UsageTail tail;
    private final TailTurns turns;
    private final CurrentCaller current;
    private final JsonMapper json;
    private final Clock clock;

    TailController(UsageTail tail, TailTurns turns, CurrentCaller current, JsonMapper json, Clock clock) {
        this.tail = tail;
        this.turns = turns;
        this.current = current;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Follows the usage records that you may see, as server-sent events: a {@code record} each, as in the list, within two seconds of its
     * arrival. The stream ends after {@code seconds}; browsers reconnect by themselves, with the {@code Last-Event-ID} from which it
     * goes on. If more than 200 arrive within a second, the newest are sent; the list has all.
     *
     * @param seconds how long the stream stays open; 0 sends what has arrived since {@code Last-Event-ID}
     * @param lastEventId the {@code id} of the last event that was received
     */
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void tail(
            UsageFilter filter,
            @Valid DetailFilter details,
            @RequestParam(defaultValue = "60") int seconds,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        if (filter.from() != null || filter.to() != null) {
            throw ProblemException.invalid(
                    filter.from() != null ? "from" : "to", "must be left out: records are sent as they arrive");
        }
        if (seconds < 0 || seconds > MOST_SECONDS) {
            throw ProblemException.invalid("seconds", "must be from 0 to " + MOST_SECONDS);
        }
        Instant now = clock.instant();
        @Nullable Instant last = lastEventId == null ? null : moment(lastEventId, now);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (TailTurns.Turn turn =
                turns.take(Objects.requireNonNull(current.get().id()))) {
            TailStream stream = new TailStream(response.getOutputStream(), json, last == null ? now : last);
            var found = tail.since(stream.since(), filter, details);
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE + ";charset=" + StandardCharsets.UTF_8);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.getOutputStream().write(RETRY);
            if (last == null) {
                stream.skip(found);
            }
            stream.send(found);
            follow(stream, turn, end, filter, details);
        }
    }

    /** If the stream ends early, the client reconnects and gets the error. */
    private void follow(TailStream stream, TailTurns.Turn turn, long end, UsageFilter filter, DetailFilter details)
            throws IOException, InterruptedException {
        try {
            while (turn.goesOn() && System.nanoTime() - end < 0) {
                TimeUnit.NANOSECONDS.sleep(Math.min(STEP.toNanos(), Math.max(1, end - System.nanoTime())));
                stream.send(tail.since(stream.since(), filter, details));
            }
        } catch (DataAccessException | TransactionException | ProblemException failure) {
            LOG.debug("a tail of usage ended early", failure);
        }
    }

    /** @throws ProblemException if it is no ID of an event */
    private static Instant moment(String lastEventId, Instant now) {
        try {
            Instant last = Instant.parse(lastEventId);
            Instant first = now.minus(MOST_AWAY);
            return last.isBefore(first) ? first : last.isAfter(now) ? now : last;
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid("Last-Event-ID", "must be the id of an event of this stream");
        }
    }
}
