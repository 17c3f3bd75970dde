package dev.keyway.admin.providerkey;

import java.util.UUID;

/** A sealed key, as its row has it. */
public final class StoredKey {

    private final UUID installation;
    private final UUID id;
    private final UUID provider;
    private final String origin;
    private final String masterKeyId;
    private final byte[] ciphertext;

    /** @param origin that it was entered for */
    public StoredKey(UUID installation, UUID id, UUID provider, String origin, String masterKeyId, byte[] ciphertext) {
        this.installation = installation;
        this.id = id;
        this.provider = provider;
        this.origin = origin;
        this.masterKeyId = masterKeyId;
        this.ciphertext = ciphertext.clone();
    }

    UUID installation() {
        return installation;
    }

    UUID id() {
        return id;
    }

    UUID provider() {
        return provider;
    }

    String origin() {
        return origin;
    }

    String masterKeyId() {
        return masterKeyId;
    }

    byte[] ciphertext() {
        return ciphertext.clone();
    }
}
