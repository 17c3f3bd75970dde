package dev.keyway.admin.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetBasedJWKSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestOperations;

/**
 * Decoder of ID tokens, with the provider's keys in a cache. It reads them again for a key ID that it does not know, and for a
 * signature that is invalid: a provider may sign with a new key under the same ID, or without one.
 */
final class IdTokenDecoder implements JwtDecoder {

    private static final Duration CACHED = Duration.ofMinutes(5);

    /** Between two reads for invalid signatures. */
    private static final Duration READ_AGAIN = Duration.ofSeconds(30);

    private final CachingJWKSetSource<SecurityContext> keys;
    private final NimbusJwtDecoder decoder;
    private final Clock clock;
    private final AtomicLong readAgain = new AtomicLong(Long.MIN_VALUE);

    /** @param timeout of a read of the keys, and of the wait for another sign-in's read */
    IdTokenDecoder(ClientRegistration registration, RestOperations requests, Duration timeout, Clock clock) {
        this.clock = clock;
        this.keys = new CachingJWKSetSource<>(
                new URLBasedJWKSetSource<>(
                        url(Objects.requireNonNull(
                                registration.getProviderDetails().getJwkSetUri())),
                        retriever(requests)),
                CACHED.toMillis(),
                timeout.toMillis(),
                null);
        this.decoder =
                NimbusJwtDecoder.withJwkSource(new JWKSetBasedJWKSource<>(keys)).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
    }

    @Override
    public Jwt decode(String token) {
        try {
            return decoder.decode(token);
        } catch (BadJwtException invalid) {
            if (!(invalid.getCause() instanceof BadJWSException) || !mayReadAgain()) {
                throw invalid;
            }
            readKeys();
            return decoder.decode(token);
        }
    }

    private boolean mayReadAgain() {
        long now = clock.millis();
        long next = readAgain.get();
        return now >= next && readAgain.compareAndSet(next, now + READ_AGAIN.toMillis());
    }

    private void readKeys() {
        try {
            var unused = keys.getJWKSet(JWKSetCacheRefreshEvaluator.forceRefresh(), clock.millis(), null);
        } catch (KeySourceException silent) {
            throw new JwtException("the keys cannot be read", silent);
        }
    }

    private static ResourceRetriever retriever(RestOperations requests) {
        return url -> {
            try {
                ResponseEntity<String> response = requests.getForEntity(URI.create(url.toString()), String.class);
                return new Resource(Objects.requireNonNullElse(response.getBody(), ""), "application/json");
            } catch (RestClientException e) {
                throw new IOException(e);
            }
        };
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
