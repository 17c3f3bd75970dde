package dev.keyway.admin.installation;

import dev.keyway.admin.caller.Role;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The installation, as far as the caller may know it.
 *
 * @param openIdConnect whether people can sign in with OpenID Connect
 * @param signedIn null before sign-in, and while the password must be changed
 */
record InstallationView(boolean openIdConnect, @Nullable SignedInView signedIn) {

    /**
     * What whoever is signed in may know.
     *
     * @param release of the admin service; null if it runs from a build that was not packaged
     * @param url of the admin service for browsers; null if KEYWAY_PUBLIC_URL is not set
     * @param gatewayUrl of the gateway for clients; null if KEYWAY_GATEWAY_PUBLIC_URL is not set
     * @param roles of the caller, the widest first
     */
    record SignedInView(
            @Nullable String release,
            @Nullable String url,
            @Nullable String gatewayUrl,
            List<NamedRole> roles) {}

    /** A role with the names of what it is held over; all are null for a role over the installation. */
    record NamedRole(
            Role role,
            @Nullable UUID tenantId,
            @Nullable String tenant,
            @Nullable UUID teamId,
            @Nullable String team) {}
}
