package dev.keyway.bench.failover;

import dev.keyway.bench.rig.Answer;
import dev.keyway.bench.rig.Percentiles;
import dev.keyway.bench.rig.Timed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of one run.
 *
 * @param times the load, as a multiple of what one key serves
 * @param offered requests sent
 * @param answers those that ended, however
 * @param upstreamCalls requests that reached the provider
 * @param upstream what the gateway says that they ended in, by status; empty for others
 */
record Score(
        Contender contender,
        int times,
        int offered,
        List<Timed> answers,
        long upstreamCalls,
        Map<String, Long> upstream,
        Duration duration) {

    /** An answer to a call that began in time may end this much later. */
    private static final Duration GRACE = Setup.LATENCY.plusMillis(100);

    Score {
        answers = List.copyOf(answers);
    }

    Score withUpstream(Map<String, Long> endings) {
        return new Score(contender, times, offered, answers, upstreamCalls, endings, duration);
    }

    /** Answers of a kind that a gateway should not have to give: neither 200 nor a refusal of its own. */
    List<Timed> oddities() {
        return answers.stream()
                .filter(timed ->
                        contender == Contender.KEYWAY && !timed.answer().served() && !truthful(timed.answer()))
                .toList();
    }

    private static boolean truthful(Answer answer) {
        return answer.status() == 429
                && "gateway".equals(answer.origin())
                && answer.retryAfterSeconds().isPresent();
    }

    long served() {
        return answers.stream().filter(timed -> timed.answer().served()).count();
    }

    /** Answers that the provider began to give while load was offered, so that capacity and result span one time. */
    long servedInTime() {
        long end = duration.plus(GRACE).toNanos();
        return answers.stream()
                .filter(timed -> timed.answer().served() && timed.ended() <= end)
                .count();
    }

    double goodput() {
        return servedInTime() * 1e9 / duration.toNanos();
    }

    /** What clients saw other than 200, and how often; requests without any end count as hung. */
    Map<String, Long> errors() {
        Map<String, Long> errors = answers.stream()
                .map(Timed::answer)
                .filter(answer -> !answer.served())
                .collect(Collectors.groupingBy(answer -> answer.outcome(), TreeMap::new, Collectors.counting()));
        if (answers.size() < offered) {
            errors.merge("hung", (long) offered - answers.size(), Long::sum);
        }
        return errors;
    }

    long clientErrors() {
        return offered - served();
    }

    long refusals() {
        return answers.stream().filter(timed -> timed.answer().status() == 429).count();
    }

    /** 429s that are the gateway's own and say for how long. */
    long truthfulRefusals() {
        return answers.stream().map(Timed::answer).filter(Score::truthful).count();
    }

    /** 429s that say for how long. */
    long refusalsWithRetryAfter() {
        return answers.stream()
                .filter(timed -> timed.answer().status() == 429
                        && timed.answer().retryAfterSeconds().isPresent())
                .count();
    }

    Percentiles latencies() {
        return Percentiles.of(
                answers.stream().filter(timed -> timed.answer().served()).mapToLong(Timed::latency));
    }

    /** Upstream calls that did not end in a served answer. */
    long wasted() {
        return upstreamCalls - served();
    }

    double wastedPercent() {
        return upstreamCalls == 0 ? 0 : 100.0 * wasted() / upstreamCalls;
    }
}
