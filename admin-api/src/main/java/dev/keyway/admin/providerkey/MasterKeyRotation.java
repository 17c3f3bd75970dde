package dev.keyway.admin.providerkey;

import java.util.UUID;

/** Event: result of sealing anew with the first master key; published within a transaction. */
public sealed interface MasterKeyRotation {

    /** The id of the key that seals. */
    String masterKey();

    /**
     * All is sealed with it.
     *
     * @param run names the run
     * @param sealed how many secrets were sealed anew
     */
    record Finished(String masterKey, UUID run, int sealed) implements MasterKeyRotation {}

    /**
     * Something is not.
     *
     * @param reason why; no secret
     */
    record Failed(String masterKey, String reason) implements MasterKeyRotation {}
}
