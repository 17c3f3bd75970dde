package dev.keyway.admin.oidc;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.security.PublicSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/** The OpenID Connect provider, asked about itself when the first person signs in: the service starts without it. */
@Component
@EnableConfigurationProperties({OidcSettings.class, ClientSettings.class})
class OidcProvider {

    static final String CALLBACK = "/api/v1/oidc/callback";

    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final String ID = "oidc";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1", "0:0:0:0:0:0:0:1");

    private final ProviderCalls calls;
    private final OidcSettings settings;
    private final ClientSettings client;
    private final PublicSettings seen;
    private final AtomicReference<Optional<ClientRegistration>> known = new AtomicReference<>(Optional.empty());

    OidcProvider(ProviderCalls calls, OidcSettings settings, ClientSettings client, PublicSettings seen) {
        this.calls = calls;
        this.settings = settings;
        this.client = client;
        this.seen = seen;
        if (!settings.issuer().isBlank() && client.id().isBlank()) {
            throw new InvalidSettingException(
                    "KEYWAY_OIDC_CLIENT_ID", "is missing; KEYWAY_OIDC_ISSUER needs it and KEYWAY_OIDC_CLIENT_SECRET");
        }
    }

    /**
     * @param host that the browser called: without KEYWAY_PUBLIC_URL the provider sends it back there, which nobody else may choose
     * @throws ProblemException if there is none, it does not answer, or where to come back to is not known
     */
    ClientRegistration registration(String host) {
        if (settings.issuer().isBlank()) {
            throw ProblemException.of(ErrorCode.NOT_FOUND, "OpenID Connect is off: set KEYWAY_OIDC_ISSUER.");
        }
        if (seen.url().isBlank() && !LOOPBACK.contains(host)) {
            throw ProblemException.of(
                    ErrorCode.NOT_FOUND,
                    "Signing in by OpenID Connect is not set up for browsers on other machines: set KEYWAY_PUBLIC_URL.");
        }
        return known.updateAndGet(found -> found.or(() -> Optional.of(ask()))).orElseThrow();
    }

    private ClientRegistration ask() {
        try {
            Map<String, Object> configuration = calls.configuration(settings.issuer());
            if (!settings.issuer().equals(configuration.get("issuer"))) {
                throw new IllegalStateException("it calls itself " + configuration.get("issuer"));
            }
            return ClientRegistrations.fromOidcConfiguration(configuration)
                    .registrationId(ID)
                    .clientId(client.id())
                    .clientSecret(client.secret())
                    .scope(settings.scopes())
                    .redirectUri((seen.url().isBlank() ? "{baseUrl}" : seen.url()) + CALLBACK)
                    .build();
        } catch (IllegalArgumentException | IllegalStateException | RestClientException e) {
            LOG.warn("the OpenID Connect provider returned an invalid response: {}", e.getMessage());
            throw unavailable();
        }
    }

    static ProblemException unavailable() {
        return ProblemException.of(
                ErrorCode.OIDC_UNAVAILABLE, "The OpenID Connect provider gave no valid response: try again later.");
    }
}
