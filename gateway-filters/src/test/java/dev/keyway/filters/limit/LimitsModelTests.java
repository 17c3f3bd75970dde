package dev.keyway.filters.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Budget;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.testkit.time.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Rates, concurrency and several budgets a level at one gateway, beside a model that keeps every request: random requests that are served,
 * abandoned, extended and refused, policies that change in flight, reports, shipments, restarts and turns of windows.
 */
class LimitsModelTests {

    private static final String ZONE = "Europe/Berlin";
    private static final int STEPS = 250;
    private static final int MOST_OPEN = 12;

    /** Demand of a request, at random. */
    private record Ask(
            long tokens,
            long expectedNanos,
            long mostNanos,
            boolean isCharged,
            @Nullable String unpriced) implements Demand {

        static Ask at(Random random) {
            long expected = random.nextInt(120);
            long most = random.nextInt(12) == 0 ? UNBOUNDED : expected + random.nextInt(120);
            return new Ask(
                    random.nextInt(60),
                    expected,
                    most,
                    random.nextInt(12) != 0,
                    random.nextInt(12) == 0 ? "images" : null);
        }
    }

    private static final class World {

        private final Random random;
        private final TestClock clock = TestClock.at("2026-03-28T20:00:00Z");
        private final TestLimits limits = new TestLimits().in(ZONE);
        private final LimitsModel model = new LimitsModel(clock, ZONE);
        private final SimulatedGateway gateway = new SimulatedGateway(clock);
        private final SimulatedAdmin admin = new SimulatedAdmin(1, this::cap);

        World(long seed) {
            random = new Random(seed);
            for (Level level : Level.values()) {
                change(level);
            }
        }

        private @Nullable Long cap(String scope, Period period) {
            for (Budget budget : limits.policy(Level.valueOf(scope)).budgets()) {
                if (budget.period() == period && budget.hard()) {
                    return LimitsModel.cap(budget, clock.instant());
                }
            }
            return null;
        }

        private void change(Level level) {
            limits.limit(level, some(8), some(200), some(5));
            List<Budget> budgets = new ArrayList<>();
            for (Period period : Period.values()) {
                if (random.nextInt(3) == 0) {
                    budgets.add(budget(period));
                }
            }
            limits.budgets(level, budgets.toArray(Budget[]::new));
        }

        private @Nullable Long some(int most) {
            return random.nextBoolean() ? null : Long.valueOf(1 + random.nextInt(most));
        }

        private Budget budget(Period period) {
            Instant from = clock.instant().plusSeconds(random.nextInt(7_200) - 3_600);
            Budget.Raise raise = new Budget.Raise(
                    new NanoDollars(random.nextInt(500)), from, from.plusSeconds(random.nextInt(7_200)));
            return new Budget(
                    "b-" + period,
                    period,
                    new NanoDollars(100 + random.nextInt(1_500)),
                    random.nextInt(4) != 0,
                    random.nextInt(3) == 0,
                    List.of(),
                    random.nextInt(3) == 0 ? List.of(raise) : List.of());
        }

        private Caller caller() {
            return limits.caller(random.nextBoolean() ? TestLimits.TOKEN : new UUID(0, 7));
        }

        void step() {
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> admit(caller(), Ask.at(random));
                case 9, 10, 11, 12 -> end(random.nextInt(4) == 0);
                case 13 -> extend();
                case 14 -> admin.ship(gateway, 1 + random.nextInt(5));
                case 15 -> exchange();
                case 16, 17 -> clock.advance(Duration.ofMillis(random.nextInt(15_000)));
                case 18 -> {
                    if (random.nextInt(4) == 0) {
                        clock.advance(Duration.ofMinutes(random.nextInt(600)));
                    }
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        gateway.restart();
                        model.restarted();
                    } else {
                        change(List.of(Level.values()).get(random.nextInt(3)));
                    }
                }
            }
        }

        private void exchange() {
            if (admin.exchange(gateway) || random.nextBoolean()) {
                gateway.store();
            }
        }

        private void admit(Caller caller, Ask ask) {
            if (model.open().size() >= MOST_OPEN) {
                return;
            }
            model.sees(caller);
            Decision decision = gateway.admit(caller, ask);
            if (decision instanceof Decision.NeedsGrant) {
                exchange();
                decision = gateway.admit(caller, ask);
            }
            if (!(decision instanceof Hold) && fits(caller, ask)) {
                // A window that is asked for the first time counts what was booked in it twice, until the next report.
                clock.advance(Duration.ofSeconds(1));
                exchange();
                decision = gateway.admit(caller, ask);
            }
            int wait = model.secondsUntilRatesFit(caller, ask.tokens());
            boolean isStrict = ask.isCharged() && model.isHard(caller, true);
            boolean isHard = ask.isCharged() && model.isHard(caller, false);
            long nanos = !ask.isCharged() ? 0 : isStrict ? ask.mostNanos() : ask.expectedNanos();
            if (wait > 0) {
                assertThat(shortage(decision))
                        .isInstanceOfSatisfying(
                                Shortage.Rate.class,
                                rate -> assertThat(rate.freeIn())
                                        .isEqualTo(wait == LimitsModel.NEVER ? null : Duration.ofSeconds(wait)));
            } else if (model.isFull(caller)) {
                assertThat(shortage(decision)).isInstanceOf(Shortage.Concurrency.class);
            } else if (isHard && ask.unpriced() != null) {
                assertThat(shortage(decision)).isInstanceOf(Shortage.Unpriced.class);
            } else if (nanos == Demand.UNBOUNDED) {
                assertThat(shortage(decision)).isInstanceOf(Shortage.Unbounded.class);
            } else if (isHard && !model.fits(caller, nanos)) {
                assertThat(shortage(decision))
                        .isInstanceOfAny(Shortage.Spent.class, Shortage.Reserved.class, Shortage.Unknown.class);
            } else {
                assertThat(decision).isInstanceOf(Hold.class);
                model.admitted(caller, (Hold) decision, ask.tokens(), nanos);
            }
        }

        private boolean fits(Caller caller, Ask ask) {
            boolean isStrict = ask.isCharged() && model.isHard(caller, true);
            long nanos = isStrict ? ask.mostNanos() : ask.expectedNanos();
            boolean isBound = ask.isCharged() && model.isHard(caller, false);
            return model.secondsUntilRatesFit(caller, ask.tokens()) == 0
                    && !model.isFull(caller)
                    && nanos != Demand.UNBOUNDED
                    && !(isBound && (ask.unpriced() != null || !model.fits(caller, nanos)));
        }

        private static Shortage shortage(Decision decision) {
            return switch (decision) {
                case Decision.Refused refused -> refused.shortage();
                case Decision.NeedsGrant needs -> needs.otherwise();
                case Hold hold -> throw new AssertionError("admitted");
            };
        }

        /** @param abandoned before anything was sent */
        private void end(boolean abandoned) {
            List<LimitsModel.Entry> open = model.open();
            if (open.isEmpty()) {
                return;
            }
            LimitsModel.Entry entry = open.get(random.nextInt(open.size()));
            int attempts = abandoned ? 0 : 1 + random.nextInt(2);
            long tokens = abandoned ? 0 : random.nextInt(90);
            long cost = abandoned ? 0 : random.nextLong(entry.held() * 3 + 1);
            gateway.settle(entry.hold(), attempts, tokens, cost);
            model.ended(entry, attempts, tokens, cost);
        }

        private void extend() {
            List<LimitsModel.Entry> open = model.open();
            if (open.isEmpty()) {
                return;
            }
            LimitsModel.Entry entry = open.get(random.nextInt(open.size()));
            long total = entry.held() + random.nextInt(150) - 30;
            Shortage shortage = entry.hold().extend(total);
            boolean fits = total <= entry.held() || model.fits(entry, total - entry.held());
            for (int reports = 0; reports < 2 && fits && shortage != null; reports++) {
                clock.advance(Duration.ofSeconds(1));
                exchange();
                shortage = entry.hold().extend(total);
                fits = model.fits(entry, total - entry.held());
            }
            assertThat(shortage == null).as("%s", shortage).isEqualTo(fits);
            if (fits) {
                model.extended(entry, total);
            }
        }

        void requireEqual() {
            Caller caller = caller();
            model.sees(caller);
            assertThat(gateway.ledger().ratesLeft(caller))
                    .allSatisfy(rate -> assertThat(rate.left()).as("%s", rate).isEqualTo(model.left(caller, rate)));
            assertThat(gateway.ledger().budgetsLeft(caller)).allSatisfy(budget -> {
                assertThat(budget.held()).as("%s", budget).isEqualTo(model.held(caller, budget));
                if (budget.spent() != null) {
                    assertThat(budget.spent()).as("%s", budget).isEqualTo(model.spent(caller, budget));
                }
            });
        }
    }

    @Property(tries = 300)
    void oneGatewayAdmitsExactlyWhatFitsIntoAllOfThem(@ForAll long seed) {
        World world = new World(seed);
        for (int i = 0; i < STEPS; i++) {
            world.step();
            world.requireEqual();
        }
    }

    /** A budget was lowered, and requests that came afterwards were refused for their rates. */
    @Example
    void anExtensionGoesByTheBudgetsOfTheLastRequestEvenIfThatWasRefused() {
        World world = new World(1_317_086_790L);
        for (int i = 0; i < STEPS; i++) {
            world.step();
        }
    }

    @Property(tries = 50)
    void whenAllHasEndedAndAMinuteHasPassedNothingIsHeldOrCounted(@ForAll long seed) {
        World world = new World(seed);
        for (int i = 0; i < STEPS; i++) {
            world.step();
        }
        while (!world.model.open().isEmpty()) {
            world.end(true);
        }
        world.clock.advance(Duration.ofMinutes(1));
        Caller caller = world.caller();
        assertThat(world.gateway.ledger().ratesLeft(caller)).allMatch(rate -> rate.left() == rate.limit());
        assertThat(world.gateway.ledger().budgetsLeft(caller)).allMatch(budget -> budget.held() == 0);
    }
}
