package dev.keyway.admin.providerkey;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What the sealed key of the fingerprints is bound to. */
record FingerprintBinding(UUID installation) implements Bound {

    @Override
    public byte[] bytes() {
        return String.join("\n", "keyway fingerprints", installation.toString()).getBytes(StandardCharsets.UTF_8);
    }
}
