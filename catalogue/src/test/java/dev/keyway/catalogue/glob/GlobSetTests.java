package dev.keyway.catalogue.glob;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GlobSetTests {

    @Test
    void coversWhatOneOfItsPatternsCovers() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            List<Glob> globs = Stream.generate(() -> any(random)).limit(6).toList();
            Glob other = any(random);
            assertThat(new GlobSet(globs).covers(other, new MatchSteps(1_000_000)))
                    .as("%s of %s", other, globs)
                    .isEqualTo(globs.stream().anyMatch(glob -> glob.covers(other)));
        }
    }

    @Test
    void namesAndPatternsOfOtherBeginningsAreNotCompared() {
        GlobSet set = new GlobSet(IntStream.range(0, 500)
                .boxed()
                .flatMap(i ->
                        Stream.of(new Glob("provider-%03d/model-*".formatted(i)), new Glob("model-%03d".formatted(i))))
                .toList());
        MatchSteps steps = new MatchSteps(Long.MAX_VALUE);
        for (int i = 0; i < 500; i++) {
            assertThat(set.covers(new Glob("provider-%03d/model-7".formatted(i)), steps))
                    .isTrue();
            assertThat(set.covers(new Glob("other-%03d".formatted(i)), steps)).isFalse();
        }
        assertThat(steps.taken()).isLessThan(100_000);
    }

    @Test
    void readsNoMoreThanItMayAndSaysSo() {
        GlobSet set = new GlobSet(IntStream.range(0, 500)
                .mapToObj(i -> new Glob("*" + "a".repeat(150) + "b%03d*".formatted(i)))
                .toList());
        MatchSteps steps = new MatchSteps(10_000);
        Glob other = new Glob("a".repeat(200));
        for (int i = 0; i < 1000; i++) {
            assertThat(set.covers(other, steps)).isFalse();
        }
        assertThat(steps.areUsedUp()).isTrue();
        assertThat(steps.taken()).isBetween(10_000L, 10_500L);
    }

    private static Glob any(Random random) {
        return new Glob(IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> List.of("a", "b", "*").get(random.nextInt(3)))
                .collect(Collectors.joining()));
    }
}
