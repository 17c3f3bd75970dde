package dev.keyway.filters.source.standalone;

import dev.keyway.filters.model.ProviderSettings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a caller's token is good enough to guard the keys of providers: long, and in no documentation. Beside providers
 * on this machine alone, such as the fake one, any token is.
 */
final class TokenStrength {

    static final int LEAST_LENGTH = 20;

    /** What stands in our own pages, in lower case. */
    private static final Set<String> SAMPLES = Set.of("demo-token", "a-token-you-choose", "a-token-of-your-own");

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private TokenStrength() {}

    /** What is wrong with the token, and what to do; empty if it will do. */
    static Optional<String> problem(String token, List<ProviderSettings> providers) {
        if (providers.stream().allMatch(TokenStrength::isOnThisMachine)) {
            return Optional.empty();
        }
        if (SAMPLES.contains(token.toLowerCase(Locale.ROOT))) {
            return Optional.of("is a public sample, too weak for a real provider's key; " + ADVICE);
        }
        return token.length() < LEAST_LENGTH
                ? Optional.of("has fewer than %d characters, too few for a real provider's key; %s"
                        .formatted(LEAST_LENGTH, ADVICE))
                : Optional.empty();
    }

    private static final String ADVICE = "choose a random one, for example with 'openssl rand -hex 24'";

    private static boolean isOnThisMachine(ProviderSettings provider) {
        return provider.keys().stream().allMatch(key -> {
            URI own = key.resource().baseUrl();
            URI address = own == null ? provider.baseUrl() : own;
            return address != null
                    && address.getHost() != null
                    && THIS_MACHINE.contains(address.getHost().toLowerCase(Locale.ROOT));
        });
    }
}
