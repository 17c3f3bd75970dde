package dev.keyway.filters.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.quota.QuotaHeader;
import dev.keyway.catalogue.quota.QuotaHeaders;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The view against a model of the provider's bucket that it must follow. */
class QuotaModelTests {

    private static final RequestCost ONE = RequestCost.UNKNOWN;

    /** A request under way: when the provider decided, and what it said then. */
    private record UnderWay(AccountQuota.Sending sending, List<QuotaReading> told, long answerAt) {}

    private static final class World {

        final Random random;
        final ProviderBucket bucket;
        final AccountQuota quota = new AccountQuota();
        final Deque<UnderWay> underWay = new ArrayDeque<>();
        final long latency;
        long now = 1_000_000;
        long lastNews = now;
        int refused;
        int refusedThoughKnown;
        int accepted;

        World(long seed, double perSecond, int size, long latency) {
            this.random = new Random(seed);
            this.bucket = new ProviderBucket(perSecond / 1000, size, now);
            this.latency = latency;
        }

        void send() {
            boolean isKnown = quota.pace(now) != null;
            AccountQuota.Sending sending = quota.send(ONE, now);
            boolean accepts = bucket.take(1, now);
            accepted += accepts ? 1 : 0;
            refused += accepts ? 0 : 1;
            refusedThoughKnown += !accepts && isKnown ? 1 : 0;
            underWay.add(new UnderWay(sending, List.of(bucket.told(ProviderBucket.REQUESTS, now)), now + latency));
        }

        void pass(long millis) {
            long until = now + millis;
            while (!underWay.isEmpty() && underWay.peek().answerAt() <= until) {
                UnderWay answered = underWay.remove();
                now = answered.answerAt();
                quota.heard(answered.told(), answered.sending(), now);
                lastNews = now;
            }
            now = until;
        }
    }

    @Property(tries = 300)
    void neverSendsWhatTheBucketCannotHoldNorWithholdsBeyondTheNextFit(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.5, max = 40) double perSecond,
            @ForAll @IntRange(min = 3, max = 60) int size,
            @ForAll @IntRange(min = 0, max = 1500) int latency,
            @ForAll @IntRange(min = 1, max = 6) int atOnce) {
        World world = new World(seed, perSecond, size, latency);
        for (int i = 0; i < 400; i++) {
            if (world.underWay.size() < atOnce && world.quota.admits(ONE, world.now)) {
                world.send();
            }
            long wait = world.quota.admitsAt(ONE, world.now) - world.lastNews;
            double fits = (1 + world.underWay.size()) / world.bucket.perMilli;
            assertThat((double) wait)
                    .isLessThanOrEqualTo(Math.max((double) (world.now - world.lastNews), 2.2 * fits + 2));
            world.pass(world.random.nextInt(1 + (int) (1500 / perSecond)));
        }
        assertThat(world.refusedThoughKnown).isZero();
    }

    @Test
    void usesAllOfALimitThatIsAlwaysWanted() {
        World world = new World(1, 2, 4, 300);
        for (long end = world.now + 60_000; world.now < end; world.pass(1)) {
            if (world.underWay.isEmpty() && world.quota.admits(ONE, world.now)) {
                world.send();
            }
        }
        assertThat(world.accepted).as("of 124").isGreaterThanOrEqualTo(121);
        assertThat(world.refused).isZero();
    }

    @Property(tries = 300)
    void isFreedByTimeWhateverItIsTold(
            @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = Long.MAX_VALUE / 4) Long> figures,
            @ForAll @IntRange(min = 0, max = 3) int which,
            @ForAll @LongRange(min = 0, max = 1L << 40) long tokens) {
        List<QuotaHeader> headers = List.of("openai", "anthropic", "mistral", "together").stream()
                .flatMap(id -> QuotaHeaders.of(id).stream())
                .toList();
        AccountQuota quota = new AccountQuota();
        RequestCost cost = new RequestCost(tokens, tokens / 2);
        long now = 1_000_000;
        for (int i = 0; i + 2 < figures.size(); i++) {
            AccountQuota.Sending sending = quota.send(cost, now);
            QuotaReading garbage = new QuotaReading(
                    headers.get((which + i) % headers.size()),
                    figures.get(i),
                    figures.get(i + 1) % 1_000_000_000_000_000L,
                    figures.get(i + 2) % 34_560_000_000L - 1);
            quota.heard(List.of(garbage), sending, now);
            assertThat(quota.admitsAt(cost, now)).isBetween(now, now + 60_000);
            assertThat(quota.admits(cost, now)).isEqualTo(quota.admitsAt(cost, now) == now);
            assertThat(quota.admits(cost, quota.admitsAt(cost, now) + 1)).isTrue();
            now += 1 + figures.get(i) % 5_000;
        }
        assertThat(quota.admits(cost, now + 60_000)).isTrue();
    }

    @Test
    void takesRequestsUnderWayOffAtOnceAndIsCorrectedByTheNextAnswer() {
        AccountQuota quota = new AccountQuota();
        AccountQuota.Sending first = quota.send(ONE, 0);
        quota.send(ONE, 0);
        AccountQuota.Sending third = quota.send(ONE, 0);
        quota.heard(List.of(reading(10, 3, 7_000)), first, 0);
        assertThat(quota.admits(ONE, 0)).as("3 remained, 2 are under way").isTrue();
        quota.send(ONE, 0);
        assertThat(quota.admits(ONE, 0)).isFalse();

        quota.heard(List.of(reading(10, 4, 6_000)), third, 0);

        assertThat(quota.admits(ONE, 0)).as("more is left than was thought").isTrue();
    }

    @Test
    void isNotMisledByALateAnswer() {
        AccountQuota quota = new AccountQuota();
        AccountQuota.Sending first = quota.send(ONE, 0);
        AccountQuota.Sending second = quota.send(ONE, 0);
        quota.heard(List.of(reading(10, 0, 10_000)), second, 0);

        quota.heard(List.of(reading(10, 8, 2_000)), first, 0);

        assertThat(quota.admits(ONE, 0)).isFalse();
    }

    @Test
    void takesTheLargestOfTheRatesThatAnswersPromise() {
        AccountQuota quota = new AccountQuota();
        quota.heard(List.of(reading(4, 0, 2_000)), AccountQuota.Sending.untold(0), 0);
        quota.heard(List.of(reading(4, 1, 1_500)), AccountQuota.Sending.untold(0), 0);
        quota.heard(List.of(reading(4, 2, 1_000)), AccountQuota.Sending.untold(0), 0);
        quota.send(ONE, 0);
        quota.send(ONE, 0);
        assertThat(quota.admitsAt(ONE, 0)).as("3 in 2 s").isEqualTo(667);
    }

    @Test
    void letsTheCooldownsDoTheWorkWhereNoRateIsKnown() {
        AccountQuota quota = new AccountQuota();
        quota.heard(List.of(new QuotaReading(ProviderBucket.REQUESTS, 0, 0, -1)), AccountQuota.Sending.untold(0), 0);
        assertThat(quota.admits(ONE, 0)).isTrue();
    }

    @Test
    void saysWhenTokensFit() {
        AccountQuota quota = new AccountQuota();
        quota.heard(
                List.of(new QuotaReading(ProviderBucket.TOKENS, 1_001, 500, 500)), AccountQuota.Sending.untold(0), 0);
        assertThat(quota.admits(new RequestCost(400, 100), 0)).isTrue();
        assertThat(quota.admitsAt(new RequestCost(600, 100), 0)).isEqualTo(200);
        assertThat(quota.admits(new RequestCost(5_000, 0), 0))
                .as("an estimate above the whole limit says nothing")
                .isTrue();
    }

    private static QuotaReading reading(long limit, long remaining, long reset) {
        return new QuotaReading(ProviderBucket.REQUESTS, limit, remaining, reset);
    }
}
