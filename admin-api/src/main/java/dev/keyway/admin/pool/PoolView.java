package dev.keyway.admin.pool;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Key pool of a provider.
 *
 * @param states keys of the provider by state
 * @param accounts the accounts that have most keys, each with its keys by state
 * @param moreAccounts whether there are others
 */
public record PoolView(
        UUID providerId,
        String slug,
        String name,
        String baseUrl,
        @Nullable Instant disabledAt,
        StateCounts states,
        List<AccountStates> accounts,
        boolean moreAccounts) {

    /** Keys of an account by state; no account: keys that have none. */
    public record AccountStates(
            @Nullable UUID accountId, @Nullable String name, StateCounts states) {}
}
