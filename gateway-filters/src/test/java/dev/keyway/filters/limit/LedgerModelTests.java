package dev.keyway.filters.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.contract.window.AdmissionDate;
import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Budget;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.testkit.time.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/**
 * Several budgets a level that several gateways spend, through random calls, reports, shipments, kills, turns of windows and changes of
 * the budgets, beside a model that knows everything. One gateway with all its limits is in {@link LimitsModelTests}.
 */
class LedgerModelTests {

    private static final String ZONE = "Europe/Berlin";
    private static final int STEPS = 300;

    /** A budget of one tenant, team or token, in one window. */
    private record Slot(Level level, String id, Window window) {}

    private static final class World {

        private final Random random;
        private final TestClock clock = TestClock.at("2026-03-28T20:00:00Z");
        private final Map<Level, Map<Period, Long>> caps = new EnumMap<>(Level.class);
        private final List<SimulatedGateway> gateways = new ArrayList<>();
        private final SimulatedAdmin admin;
        private final TestLimits limits = new TestLimits().in(ZONE);

        /**
         * Budgets that what is booked, granted and reported has been within since they were changed: they must be kept. What was in
         * progress or not booked when a budget was made must have been reported before.
         */
        private final Set<Slot> covered = new HashSet<>();

        World(long seed, int count) {
            random = new Random(seed);
            admin = new SimulatedAdmin(count, this::cap);
            for (int i = 0; i < count; i++) {
                gateways.add(new SimulatedGateway(clock));
            }
            for (Level level : Level.values()) {
                caps.put(level, new EnumMap<>(Period.class));
                change(level);
            }
        }

        private @Nullable Long cap(String level, Period period) {
            return of(Level.valueOf(level)).get(period);
        }

        private Map<Period, Long> of(Level level) {
            return caps.computeIfAbsent(level, first -> new EnumMap<>(Period.class));
        }

        /** Makes, changes and deletes budgets of a level. */
        void change(Level level) {
            for (Period period : Period.values()) {
                switch (random.nextInt(5)) {
                    case 0 -> of(level).remove(period);
                    case 1, 2 -> of(level).put(period, 200L + random.nextInt(1_000));
                    default -> {}
                }
            }
            limits.budgets(
                    level,
                    of(level).entrySet().stream()
                            .map(cap -> TestLimits.hard(cap.getKey(), cap.getValue()))
                            .toArray(Budget[]::new));
            admin.changed(level);
            covered.removeIf(slot -> slot.level() == level);
        }

        Caller caller() {
            return limits.caller(random.nextBoolean() ? TestLimits.TOKEN : new UUID(0, 7));
        }

        SimulatedGateway any() {
            return gateways.get(random.nextInt(gateways.size()));
        }

        private Slot slot(Level level, Period period, Caller caller) {
            long day = AdmissionDate.of(clock.instant(), ZONE).toEpochDay();
            return new Slot(level, id(level, caller), Window.of(period, day));
        }

        /** Spent and held, as everybody together has it. */
        private long used(Slot slot) {
            return gateways.stream()
                    .mapToLong(gateway -> used(slot, gateway, 0))
                    .sum();
        }

        /** What one gateway has spent after a number of events of its log, and holds. */
        private static long used(Slot slot, SimulatedGateway gateway, int after) {
            long sum = 0;
            for (Ended request : gateway.log().subList(after, gateway.log().size())) {
                boolean isOf = request.id(slot.level()).equals(slot.id());
                sum += isOf && slot.window().contains(request.date().toEpochDay()) ? request.nanos() : 0;
            }
            for (SimulatedGateway.Open open : gateway.open()) {
                boolean isOf = id(slot.level(), open.caller()).equals(slot.id());
                sum += isOf && slot.window().contains(open.hold().day)
                        ? open.hold().nanos()
                        : 0;
            }
            return sum;
        }

        private static String id(Level level, Caller caller) {
            return level == Level.TOKEN ? caller.id() : TestLimits.id(level).toString();
        }

        void exchange(SimulatedGateway gateway) {
            boolean mustStore = admin.exchange(gateway);
            if (mustStore || random.nextBoolean()) {
                gateway.store();
            }
            caps.forEach((level, ofLevel) -> ofLevel.forEach((period, cap) -> findCovered(level, period, cap)));
        }

        private void findCovered(Level level, Period period, long cap) {
            for (UUID token : List.of(TestLimits.TOKEN, new UUID(0, 7))) {
                Slot slot = slot(level, period, limits.caller(token));
                boolean isKnown = gateways.stream()
                        .allMatch(gateway -> admin.hasReported(gateway, level, slot.id(), slot.window())
                                || used(slot, gateway, gateway.shipped()) == 0);
                if (isKnown && admin.covers(level, slot.id(), slot.window(), cap)) {
                    covered.add(slot);
                }
            }
        }

        void requireKept(Caller caller) {
            caps.forEach((level, ofLevel) -> ofLevel.forEach((period, cap) -> {
                Slot slot = slot(level, period, caller);
                if (covered.contains(slot)) {
                    assertThat(used(slot)).as("%s", slot).isLessThanOrEqualTo(cap);
                }
            }));
        }

        /** What all budgets of a caller have left. */
        long left(Caller caller) {
            return caps.entrySet().stream()
                    .flatMapToLong(ofLevel -> ofLevel.getValue().entrySet().stream()
                            .mapToLong(cap -> cap.getValue() - used(slot(ofLevel.getKey(), cap.getKey(), caller))))
                    .min()
                    .orElse(0);
        }

        /** A step that is not an admission. */
        void step() {
            SimulatedGateway gateway = any();
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> end(gateway);
                case 3 -> admin.ship(gateway, 1 + random.nextInt(5));
                case 4, 5 -> exchange(gateway);
                case 6 -> clock.advance(Duration.ofMinutes(random.nextInt(90)));
                default -> {
                    switch (random.nextInt(10)) {
                        case 0, 1 -> gateway.restart();
                        case 2 -> change(List.of(Level.values()).get(random.nextInt(3)));
                        default -> {}
                    }
                }
            }
        }

        /** One request is served for no more than was held, or abandoned. */
        private void end(SimulatedGateway gateway) {
            if (gateway.open().isEmpty()) {
                return;
            }
            Hold hold =
                    gateway.open().get(random.nextInt(gateway.open().size())).hold();
            boolean isAbandoned = random.nextInt(4) == 0;
            gateway.settle(hold, isAbandoned ? 0 : 1, 10, isAbandoned ? 0 : random.nextLong(hold.nanos() + 1));
        }
    }

    @Property(tries = 400)
    void severalGatewaysTogetherNeverSpendMoreThanTheBudgets(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int count) {
        World world = new World(seed, count);
        for (int i = 0; i < STEPS; i++) {
            Caller caller = world.caller();
            if (world.random.nextBoolean()) {
                world.step();
            } else {
                SimulatedGateway gateway = world.any();
                long nanos = 1L + world.random.nextInt(120);
                if (gateway.admit(caller, nanos) instanceof Decision.NeedsGrant && world.random.nextBoolean()) {
                    world.exchange(gateway);
                    gateway.admit(caller, nanos);
                }
            }
            world.requireKept(caller);
        }
        requireThatTheRestCanBeSpent(world);
    }

    /** Once nothing is in progress and all gateways have reported often enough, what is left can be spent at any of them. */
    private static void requireThatTheRestCanBeSpent(World world) {
        for (SimulatedGateway gateway : world.gateways) {
            while (!gateway.open().isEmpty()) {
                gateway.settle(0, 0);
            }
            world.admin.ship(gateway, 1_000_000);
        }
        Caller caller = world.caller();
        long left = world.left(caller);
        if (left <= 0) {
            return;
        }
        SimulatedGateway lucky = world.any();
        world.admin.wanted();
        for (int round = 0; round < 200; round++) {
            if (lucky.admit(caller, left) instanceof Hold) {
                return;
            }
            world.clock.advance(Duration.ofSeconds(1));
            world.gateways.forEach(world::exchange);
        }
        throw new AssertionError("%d of the budgets cannot be spent".formatted(left));
    }
}
