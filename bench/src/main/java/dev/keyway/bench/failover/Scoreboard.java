package dev.keyway.bench.failover;

import dev.keyway.bench.rig.MarkdownTable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table that goes into the documentation. */
final class Scoreboard {

    private final MarkdownTable table = new MarkdownTable(
            "load, by",
            "offered",
            "served",
            "goodput/s",
            "client errors",
            "429 with Retry-After",
            "p50 ms",
            "p99 ms",
            "upstream calls",
            "wasted",
            "wasted %");

    Scoreboard(List<Score> scores) {
        scores.forEach(this::add);
    }

    private void add(Score score) {
        table.row(
                score.times() + " ×, " + score.contender().title,
                score.offered(),
                score.served(),
                decimal(score.goodput()),
                errors(score),
                score.refusals() == 0 ? "–" : score.refusalsWithRetryAfter() + " of " + score.refusals(),
                millis(score.latencies().at(50)),
                millis(score.latencies().at(99)),
                score.upstreamCalls(),
                score.wasted(),
                decimal(score.wastedPercent()));
    }

    private static String errors(Score score) {
        return score.errors().isEmpty()
                ? "none"
                : score.errors().entrySet().stream()
                        .map(entry -> entry.getValue() + " × " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String millis(long nanos) {
        return Long.toString(Math.round(nanos / 1e6));
    }

    @Override
    public String toString() {
        return table.toString();
    }
}
