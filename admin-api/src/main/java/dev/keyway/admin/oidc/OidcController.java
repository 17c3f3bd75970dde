package dev.keyway.admin.oidc;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.query.OpenQuery;
import dev.keyway.admin.security.SessionCookie;
import dev.keyway.admin.signin.Sessions;
import dev.keyway.contract.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A browser's way to the OpenID Connect provider and back, with a session. */
@RestController
@RequestMapping("/api/v1/oidc")
class OidcController {

    private static final Logger LOG = LoggerFactory.getLogger(OidcController.class);

    private final OidcProvider provider;
    private final OidcSignIn signIn;
    private final AttemptCookie attempts;
    private final SessionCookie sessionCookie;

    OidcController(OidcProvider provider, OidcSignIn signIn, AttemptCookie attempts, SessionCookie sessionCookie) {
        this.provider = provider;
        this.signIn = signIn;
        this.attempts = attempts;
        this.sessionCookie = sessionCookie;
    }

    /**
     * Begins to sign in by OpenID Connect: redirects the browser to the provider.
     *
     * @param to a path of this service, to which the browser is redirected afterwards
     */
    @GetMapping("/sign-in")
    ResponseEntity<Void> begin(@RequestParam(defaultValue = "/") String to, HttpServletRequest request) {
        if (!ReturnPath.isOne(to)) {
            throw ProblemException.invalid("to", "must be a path of this service, such as /tokens");
        }
        ClientRegistration registration = provider.registration(request.getServerName());
        DefaultOAuth2AuthorizationRequestResolver resolver = new DefaultOAuth2AuthorizationRequestResolver(
                new InMemoryClientRegistrationRepository(registration), "/unused");
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        OAuth2AuthorizationRequest asked =
                Objects.requireNonNull(resolver.resolve(request, registration.getRegistrationId()));
        return redirect(asked.getAuthorizationRequestUri(), attempts.cookie(request, Attempt.of(asked, to)));
    }

    /**
     * Ends signing in by OpenID Connect: the provider redirects the browser here, with parameters of its own such as
     * {@code iss}.
     */
    @OpenQuery
    @GetMapping("/callback")
    ResponseEntity<Void> end(
            @RequestParam @Nullable String code,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String error,
            @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent,
            HttpServletRequest request,
            HttpServletResponse response) {
        ClientRegistration registration = provider.registration(request.getServerName());
        Attempt attempt = attempts.read(request)
                .orElseThrow(() -> ProblemException.of(
                        ErrorCode.OIDC_REFUSED,
                        "This browser has not started a sign-in, or started it too long ago; start again."));
        if (error != null || code == null || state == null) {
            LOG.warn("the OpenID Connect provider did not sign a person in: {}", printable(error));
            throw ProblemException.of(
                    ErrorCode.OIDC_REFUSED, "The OpenID Connect provider did not sign the person in.");
        }
        Secret cookie = signIn.begin(registration, attempt, code, state, userAgent);
        sessionCookie.set(request, response, cookie.reveal(), Sessions.LONGEST);
        response.addHeader(HttpHeaders.SET_COOKIE, attempts.noCookie(request));
        return redirect(attempt.to());
    }

    /** Whoever has the browser can write anything there. */
    private static String printable(@Nullable String error) {
        return error == null
                ? ""
                : error.substring(0, Math.min(error.length(), 100)).replaceAll("[^\\x20-\\x7E]", "?");
    }

    private static ResponseEntity<Void> redirect(String to, String... cookies) {
        HttpHeaders headers = new HttpHeaders();
        headers.setLocation(URI.create(to));
        headers.setCacheControl("no-store");
        for (String cookie : cookies) {
            headers.add(HttpHeaders.SET_COOKIE, cookie);
        }
        return ResponseEntity.status(HttpStatus.FOUND).headers(headers).build();
    }
}
