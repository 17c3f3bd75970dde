package dev.keyway.filters.usage;

import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestClosed;
import dev.keyway.filters.record.RequestOpened;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Assembly of one request from its records. A record that comes again, because a part of the log was carried on, changes nothing. Not
 * thread-safe.
 */
final class RequestAssembly {

    private final UUID event;
    private final Map<Integer, Parts> attempts = new TreeMap<>();
    private @Nullable RequestOpened opened;

    RequestAssembly(UUID event) {
        this.event = event;
    }

    /** What is known of one attempt. */
    private static final class Parts {

        @Nullable
        AttemptOpened opened;

        UsageRecord.@Nullable Progress progress;

        UsageRecord.@Nullable AttemptClose closed;
    }

    void open(RequestOpened request) {
        opened = request;
    }

    void open(AttemptOpened attempt) {
        parts(attempt.number()).opened = attempt;
    }

    void progress(UsageRecord.Progress progress) {
        parts(progress.number()).progress = progress;
    }

    void close(UsageRecord.AttemptClose close) {
        parts(close.number()).closed = close;
    }

    /** The request, which has ended; null if the record of its beginning is damaged. */
    @Nullable
    EndedRequest ended(long sequence, RequestClosed closed) {
        RequestOpened begun = opened;
        if (begun == null) {
            return null;
        }
        List<EndedRequest.Attempt> ended = new ArrayList<>();
        attempts.forEach((number, parts) -> {
            AttemptOpened attempt = parts.opened;
            if (attempt != null) {
                UsageRecord.AttemptClose close = parts.closed == null ? interrupted(attempt, parts) : parts.closed;
                ended.add(new EndedRequest.Attempt(attempt, close.bookedUnder(attempt.heldNanos())));
            }
        });
        return new EndedRequest(event, sequence, begun, ended, closed);
    }

    /**
     * The records that end it, now that its process has ended: at what it has reported, or else at what it was expected to use, and no
     * less than hard budgets held. They follow from its own records alone, so that they are the same however often they are made.
     */
    List<UsageRecord.OfEvent> interrupted() {
        List<UsageRecord.OfEvent> records = new ArrayList<>();
        long lastMillis = opened == null ? 0 : opened.at().toEpochMilli();
        for (Parts parts : attempts.values()) {
            AttemptOpened attempt = parts.opened;
            if (attempt == null) {
                continue;
            }
            UsageRecord.AttemptClose close = parts.closed;
            if (close == null) {
                close = interrupted(attempt, parts);
                records.add(close);
            }
            lastMillis = Math.max(lastMillis, attempt.at().toEpochMilli() + close.durationMillis());
        }
        long began = opened == null ? lastMillis : opened.at().toEpochMilli();
        records.add(new UsageRecord.RequestClose(
                event,
                new RequestClosed(
                        Outcome.INTERRUPTED,
                        0,
                        "gateway",
                        null,
                        Duration.ZERO,
                        null,
                        Duration.ofMillis(lastMillis - began),
                        0)));
        return records;
    }

    private UsageRecord.AttemptClose interrupted(AttemptOpened attempt, Parts parts) {
        UsageRecord.Progress progress = parts.progress;
        AttemptUsage usage = progress == null ? attempt.expected() : progress.soFar();
        return new UsageRecord.AttemptClose(
                event,
                attempt.number(),
                Outcome.INTERRUPTED,
                0,
                null,
                null,
                -1,
                progress == null ? 0 : progress.elapsedMillis(),
                usage.cutOff(attempt.heldNanos()));
    }

    private Parts parts(int number) {
        return attempts.computeIfAbsent(number, first -> new Parts());
    }
}
