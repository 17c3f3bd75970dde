package dev.keyway.contract.config;

import java.util.List;
import java.util.UUID;

/**
 * A model name of the company's own. To be allowed it is to be allowed its targets.
 *
 * @param targets in the order in which they are tried
 */
public record Alias(UUID id, String name, List<AliasTarget> targets) {

    @SuppressWarnings("NullAway") // Readers leave out what is not there.
    public Alias {
        targets = targets == null ? List.of() : List.copyOf(targets);
    }
}
