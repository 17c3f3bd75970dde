package dev.keyway.admin.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllotmentTests {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final Random random = new Random(11);

    @Test
    void whateverSharesThereAreNothingIsGrantedThatIsNotFree() {
        for (int i = 0; i < 20_000; i++) {
            long cap = random.nextLong(2_000);
            long booked = random.nextLong(1_500);
            List<Share> others = IntStream.range(0, random.nextInt(5))
                    .mapToObj(n -> any(random.nextBoolean()))
                    .toList();
            Share mine = any(true);
            int gateways = 1 + (int) others.stream().filter(Share::connected).count();
            Allotment allotment = Allotment.of(cap, booked, gateways, mine, others, NOW);
            Share after = allotment.share();
            long used = others.stream().mapToLong(Share::exposed).sum();
            assertThat(after.granted()).as("nothing is taken").isGreaterThanOrEqualTo(mine.granted());
            if (after.granted() > mine.granted()) {
                assertThat(booked + used + after.exposed()).isLessThanOrEqualTo(cap);
            }
            assertThat(allotment.ceiling()).isLessThanOrEqualTo(after.granted());
            assertThat(allotment.ceiling()).isGreaterThanOrEqualTo(Math.min(after.granted(), after.booked()));
            assertThat(after.wanted()).isBetween(0L, mine.wanted());
        }
    }

    @Test
    void whatIsGrantedBeyondALoweredBudgetIsAskedBackAtOnce() {
        Share spending = share(450, 0, 450, 450, 0, true);
        Share other = share(450, 0, 10, 10, 0, true);

        assertThat(Allotment.of(500, 0, 2, other, List.of(spending), NOW).ceiling())
                .as("what the other one has spent leaves 50, whatever the part")
                .isEqualTo(50);
        assertThat(Allotment.of(400, 0, 2, other, List.of(spending), NOW).ceiling())
                .isZero();
    }

    @Test
    void oneAloneIsGrantedAllThatNobodyElseMayHaveSpent() {
        Share away = share(300, 100, 0, 0, 0, false);
        assertThat(Allotment.of(1_000, 400, 1, share(0, 0, 0, 0, 0, true), List.of(away), NOW)
                        .share()
                        .granted())
                .isEqualTo(400);
    }

    @Test
    void partsGoByRecentUseAndOneThatUsesLittleHasAFourthOfAnEqualPart() {
        Share busy = share(0, 0, 0, 90, 0, true);
        Share quiet = share(0, 0, 0, 1, 0, true);
        Share idle = share(0, 0, 0, 0, 0, true);
        assertThat(granted(busy, quiet, idle)).isBetween(900L, 960L);
        assertThat(granted(quiet, busy, idle)).isBetween(70L, 85L);
        assertThat(granted(idle, busy, quiet)).isZero();
    }

    @Test
    void twoThatWantTheSameAreServedOneAfterTheOther() {
        Share first = share(400, 0, 0, 50, 300, true);
        Share second = share(400, 0, 0, 50, 300, true);
        List<Allotment> both = new ArrayList<>();
        both.add(Allotment.of(800, 0, 2, first, List.of(second), NOW));
        both.add(Allotment.of(800, 0, 2, second, List.of(first), NOW));
        assertThat(both.stream().map(Allotment::ceiling)).containsExactlyInAnyOrder(400L, 100L);
    }

    @Test
    void oneThatWantsMoreThanThereIsTakesNothingFromOthers() {
        Share content = share(500, 0, 0, 50, 0, true);
        Share greedy = share(0, 0, 0, 50, 5_000, true);
        assertThat(Allotment.of(500, 0, 2, content, List.of(greedy), NOW).ceiling())
                .as("its part by recent use")
                .isEqualTo(250);
        assertThat(Allotment.of(500, 0, 2, greedy, List.of(content), NOW).ceiling())
                .isZero();
    }

    @Test
    void theLargestAmountsDoNotOverflow() {
        long most = 4_000_000_000_000_000_000L;
        Share mine = share(0, 0, 1_000_000_000_000_000_000L, 1, 1_000_000_000_000_000_000L, true);
        List<Share> others = IntStream.range(0, 20)
                .mapToObj(n -> share(most, 0, 1_000_000_000_000_000_000L, 1_000_000_000_000_000_000L, 0, true))
                .toList();
        assertThat(Allotment.of(most, 0, 21, mine, others, NOW).share().granted())
                .isZero();
    }

    private static long granted(Share mine, Share... others) {
        return Allotment.of(1_000, 0, 3, mine, List.of(others), NOW).share().granted();
    }

    private Share any(boolean connected) {
        return share(
                random.nextLong(600),
                random.nextLong(400),
                random.nextLong(700),
                random.nextInt(3) == 0 ? 0 : random.nextLong(100),
                random.nextInt(2) == 0 ? 0 : random.nextLong(300),
                connected);
    }

    private static Share share(long granted, long booked, long spent, long recent, long wanted, boolean connected) {
        return new Share(
                UUID.randomUUID(),
                UUID.randomUUID(),
                granted,
                booked,
                spent,
                0,
                recent,
                wanted,
                wanted == 0 ? null : NOW,
                NOW,
                connected);
    }
}
