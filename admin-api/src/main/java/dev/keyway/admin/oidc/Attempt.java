package dev.keyway.admin.oidc;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * What the browser keeps while the person is at the provider, so that only the browser that began can end it, at any replica.
 *
 * @param to where it goes on afterwards
 */
record Attempt(String state, String nonce, String verifier, String redirectUri, String to) {

    private static final String NAME = "keyway_oidc";
    private static final Duration LONGEST = Duration.ofMinutes(10);

    static Attempt of(OAuth2AuthorizationRequest request, String to) {
        return new Attempt(
                String.valueOf(request.getState()),
                String.valueOf(request.<Object>getAttribute(OidcParameterNames.NONCE)),
                String.valueOf(request.<Object>getAttribute(PkceParameterNames.CODE_VERIFIER)),
                Objects.requireNonNull(request.getRedirectUri()),
                to);
    }

    static Optional<Attempt> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .map(Cookie::getValue)
                        .findFirst()
                        .flatMap(Attempt::parse);
    }

    /** Top-level navigation from the provider must bring it along. */
    String cookie(HttpServletRequest request) {
        return cookie(
                request,
                List.of(state, nonce, verifier, redirectUri, to).stream()
                        .map(part -> Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(part.getBytes(StandardCharsets.UTF_8)))
                        .collect(Collectors.joining(".")),
                LONGEST);
    }

    static String noCookie(HttpServletRequest request) {
        return cookie(request, "", Duration.ZERO);
    }

    OAuth2AuthorizationRequest request(ClientRegistration registration) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(
                        Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
                .clientId(registration.getClientId())
                .redirectUri(redirectUri)
                .scopes(registration.getScopes())
                .state(state)
                .attributes(attributes -> {
                    attributes.put(OidcParameterNames.NONCE, nonce);
                    attributes.put(PkceParameterNames.CODE_VERIFIER, verifier);
                    attributes.put(OAuth2ParameterNames.REGISTRATION_ID, registration.getRegistrationId());
                })
                .build();
    }

    private static Optional<Attempt> parse(String cookie) {
        List<String> parts;
        try {
            parts = Arrays.stream(cookie.split("\\.", -1))
                    .map(part -> new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return parts.size() == 5
                ? Optional.of(new Attempt(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4)))
                : Optional.empty();
    }

    private static String cookie(HttpServletRequest request, String value, Duration age) {
        return ResponseCookie.from(NAME, value)
                .path(OidcProvider.CALLBACK)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(age)
                .build()
                .toString();
    }

    @Override
    public String toString() {
        return "Attempt[to=" + to + "]";
    }
}
