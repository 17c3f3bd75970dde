package dev.keyway.contract.bootstrap;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Request of {@code ./keyway up}: a gateway, and what to take over from its settings.
 *
 * @param installation the installation that things were taken over to before; null if there is none. In another
 *     installation, nothing was taken over before
 * @param gateway name of the gateway
 * @param credential credential that the gateway has; null for none. One that is not valid is replaced
 * @param providers providers with their keys
 * @param token the token of clients
 */
public record Bootstrap(
        @Nullable UUID installation,
        String gateway,
        @Nullable String credential,
        List<BootstrapProvider> providers,
        BootstrapToken token) {

    public Bootstrap {
        providers = List.copyOf(providers);
    }

    /** Never prints a secret. */
    @Override
    public String toString() {
        return "Bootstrap[gateway=" + gateway + "]";
    }
}
