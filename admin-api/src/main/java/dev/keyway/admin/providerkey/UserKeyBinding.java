package dev.keyway.admin.providerkey;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What the sealed user key of a tenant is bound to. */
public record UserKeyBinding(UUID installation, UUID tenant) implements Bound {

    @Override
    public byte[] bytes() {
        return String.join("\n", "keyway user key", installation.toString(), tenant.toString())
                .getBytes(StandardCharsets.UTF_8);
    }
}
