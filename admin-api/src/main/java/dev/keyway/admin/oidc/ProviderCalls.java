package dev.keyway.admin.oidc;

import com.nimbusds.jose.KeySourceException;
import dev.keyway.admin.address.OutboundNetwork;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.InterceptingClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** All that is asked of the OpenID Connect provider: none of it is waited for longer than KEYWAY_OIDC_TIMEOUT, nor led elsewhere. */
@Component
class ProviderCalls {

    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};
    private static final String CONFIGURATION = "/.well-known/openid-configuration";

    private final ClientHttpRequestFactory requests;
    private final Duration timeout;
    private final Clock clock;
    private final Map<String, JwtDecoder> decoders = new ConcurrentHashMap<>();

    ProviderCalls(OidcSettings settings, OutboundNetwork network, Clock clock) {
        this.timeout = settings.timeout();
        this.requests = requests(timeout, network);
        this.clock = clock;
    }

    /**
     * What a provider says of itself, as OpenID Connect Discovery 1.0 has it.
     *
     * @throws org.springframework.web.client.RestClientException if it does not answer
     */
    Map<String, Object> configuration(String issuer) {
        URI at = URI.create(issuer.replaceFirst("/+$", "") + CONFIGURATION);
        return Objects.requireNonNullElse(
                new RestTemplate(requests)
                        .exchange(at, HttpMethod.GET, null, OBJECT)
                        .getBody(),
                Map.of());
    }

    /** What exchanges a code for the claims of a person. */
    OidcAuthorizationCodeAuthenticationProvider exchange() {
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        RestTemplate people = new RestTemplate(requests);
        people.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        DefaultOAuth2UserService person = new DefaultOAuth2UserService();
        person.setRestOperations(people);
        OidcUserService claims = new OidcUserService();
        claims.setOauth2UserService(person);
        OidcAuthorizationCodeAuthenticationProvider exchange =
                new OidcAuthorizationCodeAuthenticationProvider(tokens, claims);
        exchange.setJwtDecoderFactory(this::decoder);
        return exchange;
    }

    /** Whether it failed because the provider did not respond, or its keys could not be read. */
    static boolean isSilence(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, Objects::nonNull, ProviderCalls::cause)
                .anyMatch(cause -> cause instanceof IOException || cause instanceof KeySourceException);
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure == null ? null : failure.getCause();
    }

    /** One decoder for each issuer, which caches the provider's keys. */
    private JwtDecoder decoder(ClientRegistration registration) {
        String keys = Objects.requireNonNull(registration.getProviderDetails().getJwkSetUri());
        return decoders.computeIfAbsent(
                keys, unused -> new IdTokenDecoder(registration, new RestTemplate(requests), timeout, clock));
    }

    private static ClientHttpRequestFactory requests(Duration timeout, OutboundNetwork network) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                network.apply(HttpClient.newBuilder()).connectTimeout(timeout).build());
        requests.setReadTimeout(timeout);
        return new InterceptingClientHttpRequestFactory(
                requests, List.of((request, body, execution) -> send(network, request, body, execution)));
    }

    /** The JDK's client fails with a NullPointerException if a proxy refuses its password. */
    private static ClientHttpResponse send(
            OutboundNetwork network, HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        try {
            return execution.execute(request, body);
        } catch (NullPointerException refused) {
            if (network.proxy().filter(proxy -> proxy.isFor(request.getURI())).isEmpty()) {
                throw refused;
            }
            throw new IOException(
                    "the proxy refused the connection to " + request.getURI().getHost(), refused);
        }
    }
}
