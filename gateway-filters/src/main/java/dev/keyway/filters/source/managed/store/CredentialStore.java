package dev.keyway.filters.source.managed.store;

import dev.keyway.contract.Secret;
import java.io.IOException;

/** What is stored under the gateway's credential. */
public interface CredentialStore {

    /** Stores it under another credential. */
    void rewrap(Secret credential) throws IOException;
}
