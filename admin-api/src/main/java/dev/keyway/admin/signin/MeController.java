package dev.keyway.admin.signin;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.idempotency.Creates;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.admin.security.SessionCookie;
import dev.keyway.admin.user.AccessTokenView;
import dev.keyway.admin.user.AccessTokens;
import dev.keyway.admin.user.IssuedAccessToken;
import dev.keyway.admin.user.NewAccessToken;
import dev.keyway.admin.user.TokenOwner;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What everyone who is signed in may do with what is their own. */
@RestController
@RequestMapping("/api/v1/me")
class MeController {

    private final CurrentCaller current;
    private final AccessTokens tokens;
    private final OwnPassword password;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Creates creates;

    MeController(
            CurrentCaller current,
            AccessTokens tokens,
            OwnPassword password,
            Sessions sessions,
            SessionCookie cookie,
            Creates creates) {
        this.password = password;
        this.cookie = cookie;
        this.current = current;
        this.tokens = tokens;
        this.sessions = sessions;
        this.creates = creates;
    }

    /** Returns who is signed in, and their roles. */
    @GetMapping
    Me read() {
        return Me.of(current.get());
    }

    /** Changes one's own password; other sessions end. It is all that a password which must be changed allows. */
    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(@Valid @RequestBody PasswordChange request, HttpServletRequest call) {
        password.change(request, cookie.read(call).flatMap(session -> Tokens.read(TokenKind.SESSION, session)));
    }

    /** Lists your own access tokens; never their secrets. */
    @GetMapping("/access-tokens")
    Page<AccessTokenView> accessTokens(PageRequest page) {
        return tokens.of(TokenOwner.of(current.get()), page);
    }

    /** Lists the browsers in which you are signed in. */
    @GetMapping("/sessions")
    Page<SessionView> sessions(PageRequest page) {
        return sessions.of(TokenOwner.of(current.get()).id(), page);
    }

    /** Signs you out of one browser. */
    @DeleteMapping("/sessions/{session}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSession(@PathVariable UUID session) {
        sessions.end(TokenOwner.of(current.get()).id(), session);
    }

    /** Issues an access token for scripts, which acts as you. The response shows its secret, only once. */
    @PostMapping("/access-tokens")
    ResponseEntity<IssuedAccessToken> issue(Creation creation, @Valid @RequestBody NewAccessToken request) {
        TokenOwner owner = TokenOwner.of(current.get());
        return creates.create(creation, request, IssuedAccessToken.class, () -> tokens.issue(owner, request));
    }

    /** Revokes one of your access tokens. */
    @DeleteMapping("/access-tokens/{accessToken}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID accessToken) {
        tokens.revoke(TokenOwner.of(current.get()), accessToken);
    }
}
