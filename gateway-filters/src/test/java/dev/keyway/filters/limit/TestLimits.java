package dev.keyway.filters.limit;

import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Budget;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Level;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.RateLimits;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.Tenant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Callers with limits and budgets on some levels. */
final class TestLimits {

    static final UUID TENANT = new UUID(0, 1);
    static final UUID TEAM = new UUID(0, 2);
    static final UUID TOKEN = new UUID(0, 3);

    private final Map<Level, Policy> policies = new EnumMap<>(Level.class);
    private ZoneId zone = ZoneId.of("UTC");

    static UUID id(Level level) {
        return switch (level) {
            case TENANT -> TENANT;
            case TEAM -> TEAM;
            case TOKEN -> TOKEN;
        };
    }

    TestLimits in(String name) {
        zone = ZoneId.of(name);
        return this;
    }

    TestLimits limit(Level level, @Nullable Long requests, @Nullable Long tokens, @Nullable Long concurrent) {
        return put(
                level,
                new RateLimits(requests, tokens, concurrent),
                policy(level).budgets());
    }

    TestLimits budgets(Level level, Budget... budgets) {
        return put(level, policy(level).rates(), List.of(budgets));
    }

    static Budget hard(Period period, long nanos) {
        return new Budget("b-" + period, period, new NanoDollars(nanos), true, false, List.of(), List.of());
    }

    static Budget strict(Period period, long nanos) {
        return new Budget("b-" + period, period, new NanoDollars(nanos), true, true, List.of(), List.of());
    }

    Caller caller() {
        return caller(TOKEN);
    }

    /** Another token of the same team. */
    Caller caller(UUID token) {
        Tenant tenant = new Tenant(TENANT.toString(), "Acme", zone, Set.of(), false, policy(Level.TENANT));
        Team team = new Team(TEAM.toString(), "Search", tenant, false, policy(Level.TEAM));
        return new Caller(token.toString(), "token", team, List.of(), null, false, policy(Level.TOKEN));
    }

    Policy policy(Level level) {
        return policies.getOrDefault(level, Policy.NONE);
    }

    private TestLimits put(Level level, RateLimits rates, List<Budget> budgets) {
        policies.put(level, new Policy(null, null, rates, budgets));
        return this;
    }

    /** Demand of a request. */
    record Need(long tokens, long expectedNanos, long mostNanos) implements Demand {

        static Need of(long nanos) {
            return new Need(10, nanos, nanos);
        }

        @Override
        public boolean isCharged() {
            return true;
        }

        @Override
        public @Nullable String unpriced() {
            return null;
        }
    }
}
