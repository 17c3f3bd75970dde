package dev.keyway.admin.signin;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.admin.security.Cookies;
import dev.keyway.admin.security.SessionCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
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
    private final KnownBrowsers browsers;
    private final SessionCookie cookie;
    private final Cookies cookies;
    private final CurrentCaller current;

    SessionController(
            SignIn signIn,
            Sessions sessions,
            KnownBrowsers browsers,
            SessionCookie cookie,
            Cookies cookies,
            CurrentCaller current) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.browsers = browsers;
        this.cookie = cookie;
        this.cookies = cookies;
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
            HttpServletResponse response) {
        SignIn.Begun begun =
                signIn.withPassword(login.login(), login.password(), KnownBrowsers.read(cookies, request), userAgent);
        cookie.set(request, response, begun.session().reveal(), Sessions.LONGEST);
        response.addHeader(HttpHeaders.SET_COOKIE, browsers.write(request, begun.browser()));
    }

    /** Returns who is signed in, and sets the cookie {@code XSRF-TOKEN}. */
    @GetMapping
    Me read(HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request).ifPresent(session -> cookie.setCsrf(request, response, session, Sessions.LONGEST));
        return Me.of(current.get());
    }

    /** Signs out: ends the session and removes its cookie. */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(HttpServletRequest request, HttpServletResponse response) {
        cookie.read(request)
                .flatMap(session -> Tokens.read(TokenKind.SESSION, session))
                .ifPresent(sessions::end);
        cookie.remove(request, response);
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
