package dev.keyway.contract.control;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two revisions. What belongs to something that is deleted goes with it, unnamed: a provider's
 * accounts, keys and models, a model's prices, a team's and a token's limits and budgets.
 *
 * @param timeline of the installation
 * @param from the revision that was asked from
 * @param to the revision that the gateway has with them; the same if there are commands only
 * @param sealing null if no key came with them
 * @param upserts what is new or different, each as it is now
 * @param deletes ids of what is gone, by the list of {@link Configuration} that it was in
 */
public record Changes(
        int contract,
        UUID timeline,
        long from,
        long to,
        @Nullable Sealing sealing,
        Configuration upserts,
        Map<String, List<UUID>> deletes,
        List<Command> commands) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public Changes {
        deletes = deletes == null ? Map.of() : Map.copyOf(deletes);
        commands = commands == null ? List.of() : List.copyOf(commands);
    }
}
