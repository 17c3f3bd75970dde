package dev.keyway.filters.model;

import dev.keyway.catalogue.address.Cidr;
import dev.keyway.catalogue.glob.Glob;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Policy of one level: a tenant, a team or a token. A request must satisfy those of all three.
 *
 * @param models patterns of the model names that may be asked for; null for all, empty for none
 * @param addresses networks that requests may come from; null for all, empty for none
 * @param rates requests and tokens per minute, and concurrent requests
 * @param budgets at most one for each period
 */
public record Policy(
        @Nullable List<Glob> models, @Nullable List<Cidr> addresses, RateLimits rates, List<Budget> budgets) {

    /** A policy that limits nothing. */
    public static final Policy NONE = new Policy(null, null, RateLimits.NONE, List.of());

    public Policy {
        models = models == null ? null : List.copyOf(models);
        addresses = addresses == null ? null : List.copyOf(addresses);
        budgets = List.copyOf(budgets);
    }

    /** A policy that allows only these models. */
    public static Policy ofModels(String... patterns) {
        return new Policy(List.of(patterns).stream().map(Glob::new).toList(), null, RateLimits.NONE, List.of());
    }

    /** A policy that allows only these networks. */
    public static Policy ofAddresses(String... networks) {
        return new Policy(null, List.of(networks).stream().map(Cidr::of).toList(), RateLimits.NONE, List.of());
    }

    /**
     * Whether a model may be asked for.
     *
     * @param name as asked
     */
    public boolean allowsModel(String name) {
        if (models == null) {
            return true;
        }
        for (Glob pattern : models) {
            if (pattern.matches(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a request may come from an address. */
    public boolean allowsAddress(InetAddress address) {
        return addresses == null || addresses.stream().anyMatch(network -> network.contains(address));
    }
}
