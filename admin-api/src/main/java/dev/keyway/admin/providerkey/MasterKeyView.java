package dev.keyway.admin.providerkey;

/**
 * A master key; never the key.
 *
 * @param seals whether new keys are sealed with it
 * @param providerKeys how many it seals
 * @param alertChannels of how many it seals a secret or the address:
 * @param userKeys how many user keys of tenants it seals: with nothing left, and if it does not seal, it can be removed
 */
public record MasterKeyView(String id, boolean seals, long providerKeys, long alertChannels, long userKeys) {}
