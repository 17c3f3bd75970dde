package dev.keyway.admin.providerkey;

import dev.keyway.admin.provider.Origin;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a sealed key is bound to: it can be opened for this installation, row, provider and origin, and for no other. Whoever
 * points a provider elsewhere has its keys no longer.
 */
record Binding(UUID installation, UUID key, UUID provider, Origin origin) implements Bound {

    @Override
    public byte[] bytes() {
        return String.join(
                        "\n",
                        "keyway provider key",
                        installation.toString(),
                        key.toString(),
                        provider.toString(),
                        origin.text())
                .getBytes(StandardCharsets.UTF_8);
    }
}
