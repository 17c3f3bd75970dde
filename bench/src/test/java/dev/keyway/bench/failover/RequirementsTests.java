package dev.keyway.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.bench.failover.Setup.Arrivals;
import dev.keyway.bench.failover.Setup.LimitHeaders;
import dev.keyway.bench.failover.Setup.RetryAfter;
import dev.keyway.bench.rig.Answer;
import dev.keyway.bench.rig.Timed;
import dev.keyway.bench.rig.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequirementsTests {

    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Answer SERVED = new Answer(200, "", null, null, 1, "", "");
    private static final Answer REFUSED = new Answer(429, "", "3", "gateway", 0, "", "");

    private final Requirements requirements = requirements(LimitHeaders.PRESENT);

    private static Requirements requirements(LimitHeaders headers) {
        return new Requirements(new Setup(MINUTE, Duration.ofSeconds(20), 1, Arrivals.EVEN, RetryAfter.EXACT, headers));
    }

    @Test
    void isMetWhereAllIsServedAndLittleWasted() {
        assertThat(on(score(9, 1080, 1102, many(1080, SERVED)))).allMatch(Verdict::met);
    }

    @Test
    void allowsMoreWasteWhereTheProviderSaysNothingOfItsLimits() {
        Score told = score(9, 1080, 1200, many(1080, SERVED));
        assertThat(on(told)).extracting(Verdict::met).containsExactly(true, true, false);
        assertThat(requirements(LimitHeaders.ABSENT).on(told)).allMatch(Verdict::met);
    }

    @Test
    void isMissedBeyondTheCapacityWhereCallsAreSpentOnLearningOfIt() {
        List<Timed> answers = many(1114, SERVED);
        answers.addAll(many(686, REFUSED));
        assertThat(on(score(15, 1800, 1180, answers)))
                .extracting(Verdict::met)
                .containsExactly(true, true, true, false);
        assertThat(requirements(LimitHeaders.ABSENT).on(score(15, 1800, 3000, answers)))
                .allMatch(Verdict::met);
    }

    @Test
    void isMissedForOneErrorOrTooMuchWasteWithinTheCapacity() {
        List<Timed> answers = many(1079, SERVED);
        answers.addAll(many(1, REFUSED));
        assertThat(on(score(9, 1080, 1201, answers))).extracting(Verdict::met).containsExactly(false, false, false);
    }

    @Test
    void isMetBeyondTheCapacityWhereItIsUsedAndTheRestIsToldToWait() {
        List<Timed> answers = many(1114, SERVED);
        answers.addAll(many(686, REFUSED));
        assertThat(on(score(15, 1800, 1170, answers))).allMatch(Verdict::met);
    }

    @Test
    void isMissedForAKeysRefusalThatAClientSees() {
        List<Timed> answers = many(1113, SERVED);
        answers.addAll(many(685, REFUSED));
        answers.addAll(many(1, new Answer(401, "", null, "provider", 1, "", "")));
        answers.addAll(many(1, new Answer(429, "", "0", "gateway", 1, "", "")));
        assertThat(on(score(15, 1800, 1170, answers)))
                .extracting(Verdict::figure)
                .startsWith("96.92 (required: at least 97)", "685 (required: 687)", "1 (required: 0)");
    }

    @Test
    void countsARequestThatNeverEndsAsHung() {
        Score score = score(9, 1080, 1080, many(1079, SERVED));
        assertThat(score.errors()).containsExactly(Map.entry("hung", 1L));
        assertThat(score.clientErrors()).isEqualTo(1);
    }

    @Test
    void leavesOutOfTheGoodputWhatWasServedAfterTheLoad() {
        List<Timed> answers = many(60, SERVED);
        answers.add(new Timed(0, MINUTE.plusMillis(401).toNanos(), SERVED));
        Score score = score(9, 61, 61, answers);
        assertThat(score.goodput()).isEqualTo(1.0);
        assertThat(score.served()).isEqualTo(61);
    }

    @Test
    void asksNothingOfTheOthers() {
        assertThat(requirements.on(new Score(Contender.ROUND_ROBIN, 9, 1080, List.of(), 0, Map.of(), MINUTE)))
                .isEmpty();
    }

    private List<Verdict> on(Score score) {
        return requirements.on(score);
    }

    private static Score score(int times, int offered, int calls, List<Timed> answers) {
        return new Score(Contender.KEYWAY, times, offered, answers, calls, Map.of(), MINUTE);
    }

    private static List<Timed> many(int count, Answer answer) {
        return new ArrayList<>(Collections.nCopies(count, new Timed(0, 1, answer)));
    }
}
