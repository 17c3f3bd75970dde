package dev.keyway.admin.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.problem.FieldError;
import dev.keyway.catalogue.glob.MatchSteps;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllowedTests {

    /** Each of the 250,000 pairs begins and ends alike, and is read to its end before it does not match. */
    private static final List<String> STUBBORN = IntStream.range(0, 500)
            .mapToObj(i -> ("*" + "a".repeat(11)).repeat(15) + "b%03d*".formatted(i))
            .toList();

    private static final List<String> NAMES = IntStream.range(0, 500)
            .mapToObj(i -> "a".repeat(196) + "%03d".formatted(i))
            .toList();

    private static final List<String> ORDINARY = IntStream.range(0, 250)
            .boxed()
            .flatMap(i -> Stream.of("provider-%d/*".formatted(i), "provider-%d/model-%d*".formatted(i, i)))
            .toList();

    @Test
    void longListsOfOrdinaryPatternsAreCombined() {
        MatchSteps steps = new MatchSteps(Allowed.MOST_STEPS);
        Allowed allowed = Allowed.by(List.of(level(ORDINARY), level(ORDINARY.reversed()), level(ORDINARY)), steps);
        assertThat(allowed.combined()).isTrue();
        assertThat(allowed.models()).hasSameElementsAs(ORDINARY);
        assertThat(steps.taken()).isLessThan(Allowed.MOST_STEPS / 4);
    }

    @Test
    void listsThatTakeTooLongToCombineAreThoseOfTheLowestLevel() {
        MatchSteps steps = new MatchSteps(Allowed.MOST_STEPS);
        Allowed allowed = Allowed.by(List.of(level(NAMES), level(STUBBORN), level(List.of("*"))), steps);
        assertThat(allowed.combined()).isFalse();
        assertThat(allowed.models()).isEqualTo(NAMES);
        assertThat(steps.taken()).isLessThan(Allowed.MOST_STEPS + 1000);
    }

    @Test
    void aModelIsStillAskedOfEachLevel() {
        Allowed allowed = Allowed.by(List.of(
                level(NAMES),
                level(Stream.concat(STUBBORN.stream(), Stream.of("*1")).toList())));
        assertThat(allowed.combined()).isFalse();
        assertThat(allowed.refusals(patterns -> true, NAMES.get(1))).isEmpty();
        assertThat(allowed.refusals(patterns -> true, NAMES.get(2)))
                .extracting(EffectivePolicy.Refusal::code)
                .containsExactly("model_not_allowed");
    }

    @Test
    void addressesOfTwoLevelsAreCombinedHoweverMany() {
        List<String> wide =
                IntStream.range(0, 200).mapToObj("10.%d.0.0/16"::formatted).toList();
        List<String> narrow =
                IntStream.range(0, 200).mapToObj("10.%d.7.0/24"::formatted).toList();
        Allowed allowed = Allowed.by(List.of(addresses(narrow), addresses(wide)));
        assertThat(allowed.addresses()).hasSameElementsAs(narrow);
    }

    @Test
    void modelsThatTakeTooLongToCompareWithThoseAboveAreRefusedAsThat() {
        MatchSteps steps = new MatchSteps(Allowed.MOST_STEPS);
        assertThat(Beyond.models(NAMES, STUBBORN, "team", steps))
                .extracting(FieldError::message)
                .singleElement()
                .asString()
                .startsWith("has too many patterns to compare with those of the team");
        assertThat(steps.taken()).isLessThan(Allowed.MOST_STEPS + 1000);
        assertThat(Beyond.models(ORDINARY, ORDINARY, "team", new MatchSteps(Allowed.MOST_STEPS)))
                .isEmpty();
    }

    private static LimitView level(@Nullable List<String> models) {
        return view(models, null);
    }

    private static LimitView addresses(List<String> networks) {
        return view(null, networks);
    }

    private static LimitView view(@Nullable List<String> models, @Nullable List<String> networks) {
        return new LimitView(
                UUID.randomUUID(), UUID.randomUUID(), null, null, null, null, null, models, networks, 1, List.of());
    }
}
