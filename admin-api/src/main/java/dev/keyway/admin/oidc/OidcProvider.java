package dev.keyway.admin.oidc;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
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
@EnableConfigurationProperties({OidcSettings.class, ClientSettings.class, PublicSettings.class})
class OidcProvider {

    static final String CALLBACK = "/api/v1/oidc/callback";

    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final String ID = "oidc";

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

    /** @throws ProblemException if there is none, or it does not answer */
    ClientRegistration registration() {
        if (settings.issuer().isBlank()) {
            throw ProblemException.of(
                    ErrorCode.NOT_FOUND,
                    "Signing in by OpenID Connect is not set up: KEYWAY_OIDC_ISSUER names nobody.");
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
                    .redirectUri(
                            (seen.url().isBlank() ? "{baseUrl}" : seen.url().replaceFirst("/+$", "")) + CALLBACK)
                    .build();
        } catch (IllegalArgumentException | IllegalStateException | RestClientException e) {
            LOG.warn("the OpenID Connect provider does not answer as it must: {}", e.getMessage());
            throw unavailable();
        }
    }

    static ProblemException unavailable() {
        return ProblemException.of(
                ErrorCode.OIDC_UNAVAILABLE, "The OpenID Connect provider does not answer as it must: try again.");
    }
}
