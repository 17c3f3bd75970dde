package dev.keyway.filters.settings;

import dev.keyway.contract.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a managed gateway: where its configuration comes from, and what its own operator allows of it.
 *
 * @param adminUrls base URLs of the admin service, at least one; the next one is called when one fails
 * @param credential of this gateway, {@code kwg_…}
 * @param credentialFile the file that the credential is in, read again while the gateway runs; null if there is none
 * @param snapshotMaxAge how long the gateway serves by a configuration that the admin service has not confirmed
 * @param references which key references it resolves
 * @param privateUpstreams networks (CIDR) of providers that are neither public nor need HTTPS
 */
public record ControlSettings(
        List<URI> adminUrls,
        Secret credential,
        @Nullable Path credentialFile,
        Duration snapshotMaxAge,
        References references,
        List<String> privateUpstreams) {

    /** How long an unconfirmed configuration serves by default. */
    public static final Duration DEFAULT_SNAPSHOT_MAX_AGE = Duration.ofHours(24);

    public ControlSettings {
        adminUrls = List.copyOf(adminUrls);
        privateUpstreams = List.copyOf(privateUpstreams);
        if (adminUrls.isEmpty()) {
            throw new IllegalArgumentException("a managed gateway needs a URL of the admin service");
        }
    }

    /**
     * Which key references are resolved.
     *
     * @param envPrefix beginning of the names of variables that hold keys; null to resolve no {@code env:} reference
     * @param folder folder of the files that hold keys; null to resolve no {@code file:} reference
     */
    public record References(
            @Nullable String envPrefix, @Nullable Path folder) {

        /** No reference is resolved. */
        public static final References NONE = new References(null, null);
    }
}
