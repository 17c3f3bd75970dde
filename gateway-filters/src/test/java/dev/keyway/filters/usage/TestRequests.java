package dev.keyway.filters.usage;

import dev.keyway.catalogue.price.Cost;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.record.AttemptClosed;
import dev.keyway.filters.record.AttemptOpened;
import dev.keyway.filters.record.AttemptRecord;
import dev.keyway.filters.record.AttemptUsage;
import dev.keyway.filters.record.Outcome;
import dev.keyway.filters.record.RequestClosed;
import dev.keyway.filters.record.RequestOpened;
import dev.keyway.filters.record.RequestOwner;
import dev.keyway.filters.record.RequestRefused;
import dev.keyway.filters.record.UsageEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/** Requests with sane defaults, as the usage log is told of them. */
public final class TestRequests {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    public static final RequestOwner OWNER = new RequestOwner(
            "01900000-0000-7000-8000-000000000001",
            "Acme",
            "01900000-0000-7000-8000-000000000002",
            "search",
            "01900000-0000-7000-8000-000000000003",
            "batch");

    public static final long EXPECTED_NANOS = 9_000;
    public static final AttemptUsage EXPECTED = usage(1_000, 500, EXPECTED_NANOS, true);

    private TestRequests() {}

    public static RequestOpened opened(String requestId) {
        return new RequestOpened(
                requestId,
                OWNER,
                "chat_completions",
                "small",
                "small",
                true,
                Map.of("feature", "search"),
                null,
                LocalDate.of(2026, 3, 1),
                EXPECTED_NANOS,
                NOON);
    }

    public static AttemptOpened attempt(int number) {
        return attempt(number, 0);
    }

    /** @param heldNanos by hard budgets */
    public static AttemptOpened attempt(int number, long heldNanos) {
        return new AttemptOpened(
                number,
                "openai",
                "01900000-0000-7000-8000-000000000004",
                "01900000-0000-7000-8000-000000000005",
                "01900000-0000-7000-8000-000000000006",
                "gpt-5",
                "01900000-0000-7000-8000-000000000007/2026-01-01T00:00:00Z",
                "balanced",
                EXPECTED,
                heldNanos,
                NOON.plusMillis(number));
    }

    public static AttemptUsage usage(long input, long output, long nanos, boolean estimated) {
        return new AttemptUsage(Usage.of(input, output), estimated, new Cost.Priced(new NanoDollars(nanos), "a list"));
    }

    public static AttemptClosed ended(Outcome outcome, AttemptUsage usage) {
        boolean failed = outcome == Outcome.FAILED;
        AttemptRecord record = new AttemptRecord(
                "openai",
                "gpt-5",
                "key",
                outcome,
                failed ? "rate_short" : "served",
                "",
                failed ? 429 : 200,
                Duration.ZERO,
                usage);
        return new AttemptClosed(
                record, failed ? "next_key" : null, failed ? null : Duration.ofMillis(7), Duration.ofMillis(9));
    }

    public static RequestClosed closed(Outcome outcome, int answeredBy) {
        return new RequestClosed(
                outcome,
                200,
                null,
                null,
                Duration.ofMillis(3),
                Duration.ofMillis(8),
                Duration.ofMillis(11),
                answeredBy);
    }

    public static RequestRefused refused(String code, Instant at) {
        return new RequestRefused(
                "req_r",
                OWNER,
                "chat_completions",
                "gpt-5",
                403,
                code,
                "team",
                null,
                null,
                LocalDate.of(2026, 3, 1),
                at);
    }

    /** A request that one attempt answers, from its admission to its end. */
    public static void serve(UsageLog log, String requestId) {
        UsageEntry entry = log.open(opened(requestId));
        entry.attempt(attempt(1)).close(ended(Outcome.COMPLETED, usage(100, 20, 500, false)));
        entry.close(closed(Outcome.COMPLETED, 1));
    }
}
