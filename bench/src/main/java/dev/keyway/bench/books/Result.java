package dev.keyway.bench.books;

import dev.keyway.bench.pair.Books;
import dev.keyway.bench.rig.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Result of a run: what clients saw, and what the books are.
 *
 * @param sums differences between records, rollups and spend; none if the books are right
 * @param gaps gaps that PostgreSQL names
 * @param rejected events that the admin service could not read
 * @param nanos nano-dollars of all records
 */
record Result(
        List<Call> calls,
        List<Outage> outages,
        Findings findings,
        List<String> sums,
        List<String> gaps,
        int rejected,
        long spendRows,
        long nanos) {

    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final int SHOWN = 20;

    static Result of(List<Call> calls, List<Outage> outages, Findings findings, Books books) {
        return new Result(
                calls,
                outages,
                findings,
                books.differences(),
                books.gaps(),
                books.lines("SELECT id FROM keyway.usage_rejected").size(),
                number(books, "SELECT count(*) FROM keyway.spend"),
                number(books, "SELECT sum(cost_nanos)::bigint FROM keyway.usage_event"));
    }

    private static long number(Books books, String query) {
        return Long.parseLong(books.lines(query).getFirst());
    }

    /** Calls a second in the last second before each kill of the gateway, on average. */
    double rateAtKills() {
        long sent = calls.stream().filter(this::isBeforeAKill).count();
        return (double) sent / Math.max(1, outages.size());
    }

    private boolean isBeforeAKill(Call call) {
        return outages.stream().anyMatch(outage -> {
            Instant since = outage.from().minus(BEFORE);
            return call.sent().isAfter(since) && !call.sent().isAfter(outage.from());
        });
    }

    /** What must hold, except rates. */
    List<Verdict> verdicts() {
        return List.of(
                Verdict.exactly(
                        "calls whose logs and records differ",
                        0,
                        findings.wrong().size()),
                Verdict.exactly(
                        "calls that were answered, cut and recorded, or cut before admission",
                        calls.size(),
                        findings.records() + findings.unadmitted),
                Verdict.exactly("sums of records, rollups and spend that differ", 0, sums.size()),
                Verdict.exactly("gaps", 0, gaps.size()),
                Verdict.exactly("rejected events", 0, rejected));
    }

    /** The first of what is wrong. */
    List<String> wrong() {
        return Stream.of(findings.wrong(), sums, gaps)
                .flatMap(List::stream)
                .limit(SHOWN)
                .toList();
    }
}
