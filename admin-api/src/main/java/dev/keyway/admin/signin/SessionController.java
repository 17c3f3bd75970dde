package dev.keyway.admin.signin;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.admin.security.SessionCookie;
import dev.keyway.contract.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A browser's session: signing in begins it, signing out ends it. */
@RestController
@RequestMapping("/api/v1/session")
class SessionController {

    private final SignIn signIn;
    private final Sessions sessions;
    private final CurrentCaller current;

    SessionController(SignIn signIn, Sessions sessions, CurrentCaller current) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.current = current;
    }

    /**
     * Signs in with login and password. Sets the cookies of the session, and {@code XSRF-TOKEN}, which changing
     * calls repeat in the header {@code X-XSRF-TOKEN}.
     */
    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void begin(
            @Valid @RequestBody Login login,
            @RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent,
            HttpServletRequest request,
            HttpServletResponse response,
            CsrfToken csrf) {
        Secret cookie = signIn.withPassword(login.login(), login.password(), userAgent);
        String unused = csrf.getToken();
        response.addHeader(HttpHeaders.SET_COOKIE, SessionCookie.write(request, cookie.reveal(), Sessions.LONGEST));
    }

    /** Returns who is signed in, and sets the cookie {@code XSRF-TOKEN}. */
    @GetMapping
    Me read(CsrfToken csrf) {
        String unused = csrf.getToken();
        return Me.of(current.get());
    }

    /** Signs out: ends the session and removes its cookie. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(HttpServletRequest request, HttpServletResponse response) {
        SessionCookie.read(request)
                .flatMap(cookie -> Tokens.read(TokenKind.SESSION, cookie))
                .ifPresent(sessions::end);
        response.addHeader(HttpHeaders.SET_COOKIE, SessionCookie.write(request, "", Duration.ZERO));
    }

    record Login(
            @NotBlank @Size(max = 200) String login,
            @NotBlank @Size(max = 200) String password) {

        @Override
        public String toString() {
            return "Login[login=" + login + "]";
        }
    }
}
