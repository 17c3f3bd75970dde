package dev.keyway.admin.oidc;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.signin.SessionStart;
import dev.keyway.admin.user.OidcPeople;
import dev.keyway.contract.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Service;

/** Signs a person in by what the provider says of them: roles are those that follow from the claims of this very sign-in. */
@Service
class OidcSignIn {

    private static final Logger LOG = LoggerFactory.getLogger(OidcSignIn.class);

    private static final int LONGEST_NAME = 120;

    private final OidcAuthorizationCodeAuthenticationProvider exchange;
    private final OidcRules rules;
    private final OidcPeople people;
    private final SessionStart starts;
    private final CurrentCaller current;

    OidcSignIn(ProviderCalls calls, OidcRules rules, OidcPeople people, SessionStart starts, CurrentCaller current) {
        this.exchange = calls.exchange();
        this.rules = rules;
        this.people = people;
        this.starts = starts;
        this.current = current;
    }

    /**
     * The session's cookie.
     *
     * @throws ProblemException if the provider does not answer, or what is not for this browser or not valid, or gives the person no role
     */
    Secret begin(ClientRegistration registration, Attempt attempt, String code, String state, String userAgent) {
        OidcUser claimed = ask(registration, attempt, code, state);
        return current.asSystem(() -> {
            OidcPeople.Person person = new OidcPeople.Person(
                    Objects.requireNonNull(claimed.getIssuer()).toString(),
                    Objects.requireNonNull(claimed.getSubject()),
                    login(claimed),
                    name(claimed));
            return people.follow(person, rules.grants(claimed.getClaims()))
                    .flatMap(user -> starts.begin(user, null, current.get().address(), userAgent))
                    .orElseThrow(() -> ProblemException.of(
                            ErrorCode.FORBIDDEN,
                            "No role follows from the claims of this person, or their account is disabled."));
        });
    }

    private OidcUser ask(ClientRegistration registration, Attempt attempt, String code, String state) {
        OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(code)
                .redirectUri(attempt.redirectUri())
                .state(state)
                .build();
        try {
            Authentication answer = exchange.authenticate(new OAuth2LoginAuthenticationToken(
                    registration, new OAuth2AuthorizationExchange(attempt.request(registration), response)));
            if (answer != null && answer.getPrincipal() instanceof OidcUser user) {
                return user;
            }
        } catch (AuthenticationException e) {
            if (ProviderCalls.isSilence(e)) {
                LOG.warn("the OpenID Connect provider does not answer: {}", e.getMessage());
                throw OidcProvider.unavailable();
            }
            LOG.warn("the OpenID Connect provider's response was rejected: {}", e.getMessage());
        }
        throw ProblemException.of(
                ErrorCode.OIDC_REFUSED, "The response of the OpenID Connect provider is invalid; start again.");
    }

    private static String login(OidcUser claimed) {
        return first(claimed.getPreferredUsername(), claimed.getEmail(), claimed.getSubject());
    }

    private static String name(OidcUser claimed) {
        return first(claimed.getFullName(), claimed.getPreferredUsername(), claimed.getSubject());
    }

    private static String first(@Nullable String... names) {
        for (String name : names) {
            if (name != null && !name.isBlank()) {
                return name.substring(0, Math.min(name.length(), LONGEST_NAME));
            }
        }
        throw new IllegalStateException("a person has a subject");
    }
}
