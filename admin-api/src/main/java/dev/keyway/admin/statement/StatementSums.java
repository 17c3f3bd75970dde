package dev.keyway.admin.statement;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.keyway.admin.money.Money;
import dev.keyway.admin.reference.References;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Sums of the lines of a statement. */
record StatementSums(List<StatementLine> lines) {

    private static final Predicate<StatementLine> USAGE = line -> line.kind() == LineKind.USAGE;

    long requests() {
        return sum(lines, USAGE, StatementLine::requests);
    }

    long inputTokens() {
        return sum(lines, USAGE, StatementLine::inputTokens);
    }

    long outputTokens() {
        return sum(lines, USAGE, StatementLine::outputTokens);
    }

    String usage() {
        return dollars(lines, USAGE);
    }

    String late() {
        return dollars(lines, line -> line.kind() == LineKind.LATE);
    }

    String adjustments() {
        return dollars(lines, line -> line.kind() == LineKind.ADJUSTMENT || line.kind() == LineKind.REPRICING);
    }

    String total() {
        return dollars(lines, line -> true);
    }

    /** By name; within a team by the tokens' names. */
    List<StatementTeam> teams() {
        return lines.stream().collect(groupingBy(StatementLine::teamId)).values().stream()
                .map(StatementSums::team)
                .sorted(Comparator.comparing(StatementTeam::team).thenComparing(StatementTeam::teamId))
                .toList();
    }

    /** All lines but those of the month's own requests. */
    List<StatementEntry> entries() {
        return lines.stream()
                .filter(USAGE.negate())
                .map(line -> new StatementEntry(
                        line.kind(),
                        YearMonth.from(line.ofMonth()).toString(),
                        line.teamId(),
                        line.team(),
                        line.tokenId(),
                        line.token(),
                        line.repricing().equals(References.NOTHING) ? null : line.repricing(),
                        line.requests(),
                        Money.dollars(line.nanos()).toPlainString()))
                .toList();
    }

    /** Nano-dollars by repricing. */
    Map<UUID, Long> repricings() {
        Map<UUID, Long> nanos = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> line.kind() == LineKind.REPRICING)
                .forEach(line -> nanos.merge(line.repricing(), line.nanos(), Math::addExact));
        return nanos;
    }

    private static StatementTeam team(List<StatementLine> lines) {
        StatementSums sums = new StatementSums(lines);
        StatementLine first = lines.getFirst();
        return new StatementTeam(
                first.teamId(),
                first.team(),
                sums.requests(),
                sums.inputTokens(),
                sums.outputTokens(),
                sums.usage(),
                dollars(lines, USAGE.negate()),
                sums.total(),
                lines.stream().collect(groupingBy(StatementLine::tokenId, toList())).values().stream()
                        .map(StatementSums::token)
                        .sorted(Comparator.comparing(StatementToken::token).thenComparing(StatementToken::tokenId))
                        .toList());
    }

    private static StatementToken token(List<StatementLine> lines) {
        StatementSums sums = new StatementSums(lines);
        StatementLine first = lines.getFirst();
        return new StatementToken(
                first.tokenId(),
                first.token(),
                sums.requests(),
                sums.inputTokens(),
                sums.outputTokens(),
                sums.usage(),
                dollars(lines, USAGE.negate()),
                sums.total());
    }

    private static String dollars(List<StatementLine> lines, Predicate<StatementLine> which) {
        return Money.dollars(sum(lines, which, StatementLine::nanos)).toPlainString();
    }

    private static long sum(
            List<StatementLine> lines, Predicate<StatementLine> which, ToLongFunction<StatementLine> column) {
        return lines.stream().filter(which).mapToLong(column).reduce(0, Math::addExact);
    }
}
