package dev.keyway.filters.source.managed.compile;

import dev.keyway.catalogue.address.Cidr;
import dev.keyway.catalogue.glob.Glob;
import dev.keyway.catalogue.price.NanoDollars;
import dev.keyway.contract.config.BudgetPolicy;
import dev.keyway.contract.config.LimitPolicy;
import dev.keyway.contract.window.Period;
import dev.keyway.filters.model.Budget;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.RateLimits;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiler of the limits and budgets of one level. A pattern or network that cannot be read allows nothing. */
final class PolicyCompiler {

    private final HeldConfiguration held;

    PolicyCompiler(HeldConfiguration held) {
        this.held = held;
    }

    /** The policy of a tenant, a team or a token. */
    Policy policy(UUID scope) {
        List<LimitPolicy> limits = held.limits.of(scope);
        List<Budget> budgets = held.budgets.of(scope).stream()
                .flatMap(budget -> budget(budget).stream())
                .toList();
        if (limits.isEmpty() && budgets.isEmpty()) {
            return Policy.NONE;
        }
        if (limits.isEmpty()) {
            return new Policy(null, null, RateLimits.NONE, budgets);
        }
        LimitPolicy limit = limits.getLast();
        return new Policy(
                readable(limit.allowedModels(), Glob::new),
                readable(limit.allowedAddresses(), Cidr::of),
                rates(limit),
                budgets);
    }

    private static RateLimits rates(LimitPolicy limit) {
        RateLimits rates =
                new RateLimits(limit.requestsPerMinute(), limit.tokensPerMinute(), limit.concurrentRequests());
        return rates.equals(RateLimits.NONE) ? RateLimits.NONE : rates;
    }

    private static Optional<Budget> budget(BudgetPolicy budget) {
        try {
            return Optional.of(new Budget(
                    budget.id().toString(),
                    Period.valueOf(budget.period()),
                    new NanoDollars(budget.nanos()),
                    budget.hard(),
                    budget.strict(),
                    budget.softThresholds(),
                    budget.raises().stream()
                            .map(raise -> new Budget.Raise(new NanoDollars(raise.nanos()), raise.from(), raise.until()))
                            .toList()));
        } catch (IllegalArgumentException periodOfALaterRelease) {
            return Optional.empty();
        }
    }

    private static <T> @Nullable List<T> readable(@Nullable List<String> texts, Function<String, T> reader) {
        return texts == null
                ? null
                : texts.stream().flatMap(text -> read(text, reader).stream()).toList();
    }

    private static <T> Optional<T> read(String text, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
