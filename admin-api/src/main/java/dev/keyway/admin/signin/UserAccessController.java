package dev.keyway.admin.signin;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.user.AccessTokenView;
import dev.keyway.admin.user.AccessTokens;
import dev.keyway.admin.user.TokenOwner;
import dev.keyway.admin.user.Users;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** By what another person is signed in, for whoever may change that person. */
@RestController
@RequestMapping("/api/v1/users/{user}")
class UserAccessController {

    private final Users users;
    private final AccessTokens tokens;
    private final Sessions sessions;

    UserAccessController(Users users, AccessTokens tokens, Sessions sessions) {
        this.users = users;
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** Lists the access tokens of a user; never their secrets. */
    @GetMapping("/access-tokens")
    Page<AccessTokenView> accessTokens(@PathVariable UUID user, PageRequest page) {
        users.requireThere(user);
        return tokens.of(new TokenOwner.Person(user), page);
    }

    /** Revokes all access tokens of a user. */
    @DeleteMapping("/access-tokens")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeAll(@PathVariable UUID user) {
        users.requireBeneath(user);
        tokens.revokeEach(new TokenOwner.Person(user));
    }

    /** Revokes an access token of a user. */
    @DeleteMapping("/access-tokens/{accessToken}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID user, @PathVariable UUID accessToken) {
        users.requireBeneath(user);
        tokens.revoke(new TokenOwner.Person(user), accessToken);
    }

    /** Lists the browsers in which a user is signed in. */
    @GetMapping("/sessions")
    Page<SessionView> sessions(@PathVariable UUID user, PageRequest page) {
        users.requireThere(user);
        return sessions.of(user, page);
    }

    /** Signs a user out of all browsers; access tokens stay valid. */
    @DeleteMapping("/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endAll(@PathVariable UUID user) {
        users.requireBeneath(user);
        sessions.endAll(user);
    }

    /** Signs a user out of one browser. */
    @DeleteMapping("/sessions/{session}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID user, @PathVariable UUID session) {
        users.requireBeneath(user);
        sessions.end(user, session);
    }
}
