package dev.keyway.bench.books;

import dev.keyway.bench.rig.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Result of a run: what clients saw, and what the books are.
 *
 * @param differences what differs in the books, by its name: how often
 * @param spendRows rows of spend that were compared
 * @param nanos nano-dollars of all records
 */
record Result(
        List<Call> calls,
        List<Outage> outages,
        Findings findings,
        Map<String, Long> differences,
        long spendRows,
        long nanos) {

    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final int SHOWN = 20;

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
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(Verdict.exactly(
                "calls whose logs and records differ", 0, findings.wrong().size()));
        verdicts.add(Verdict.exactly(
                "calls that were answered, cut and recorded, or cut before admission",
                calls.size(),
                findings.records() + findings.unadmitted));
        differences.forEach((what, count) -> verdicts.add(Verdict.exactly(what, 0, count)));
        return verdicts;
    }

    /** The first of the calls that are wrong. */
    List<String> wrong() {
        return findings.wrong().stream().limit(SHOWN).toList();
    }
}
