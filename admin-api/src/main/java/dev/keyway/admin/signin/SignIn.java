package dev.keyway.admin.signin;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Notices;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.user.Passwords;
import dev.keyway.admin.user.Users;
import dev.keyway.contract.Secret;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;

/** Signs a person in by password, not too often, and says so in the audit. */
@Service
@EnableConfigurationProperties(PasswordSettings.class)
public class SignIn {

    private static final UUID NOBODY = new UUID(0, 0);

    private final Users users;
    private final Passwords hashes;
    private final KnownBrowsers browsers;
    private final Throttle throttle;
    private final Notices notices;
    private final CurrentCaller current;
    private final PasswordSettings passwords;
    private final OwnerSettings owner;
    private final SignInTurns turns;
    private final SessionStart starts;

    SignIn(
            Users users,
            Passwords hashes,
            KnownBrowsers browsers,
            Throttle throttle,
            Notices notices,
            CurrentCaller current,
            PasswordSettings passwords,
            OwnerSettings owner,
            SignInTurns turns,
            SessionStart starts) {
        this.users = users;
        this.hashes = hashes;
        this.browsers = browsers;
        this.throttle = throttle;
        this.notices = notices;
        this.current = current;
        this.passwords = passwords;
        this.owner = owner;
        this.turns = turns;
        this.starts = starts;
    }

    /**
     * Cookies that a sign-in leaves in the browser.
     *
     * @param browser distinguishes it from strangers when it signs in again
     */
    record Begun(Secret session, Secret browser) {}

    /**
     * Signs in; the cookies for the browser.
     *
     * @param browser its cookie of an earlier sign-in
     * @throws ProblemException if it is too soon, too much is under way, or login and password are not those of an active user
     */
    Begun withPassword(String login, String password, Optional<Secret> browser, String userAgent) {
        String address = current.get().address();
        return turns.take(address, () -> current.asSystem(() -> judge(login, password, browser, userAgent, address)));
    }

    private Begun judge(String login, String password, Optional<Secret> browser, String userAgent, String address) {
        Optional<Users.Known> known = users.known(login);
        Throttle.Counting counting = throttle.count(attempt(login, known, address, browser));
        Optional<Secret> session = matches(counting, login, password, known)
                ? known.flatMap(user -> begin(counting, user, address, userAgent))
                : Optional.empty();
        if (session.isEmpty()) {
            throttle.failed(counting, login);
            noteFailure(known);
            throw ProblemException.of(
                    ErrorCode.INVALID_CREDENTIALS, "The login or password is wrong, or the account is disabled.");
        }
        throttle.succeeded(counting);
        return new Begun(
                session.get(), browsers.remember(browser, known.orElseThrow().id()));
    }

    /** A fault of the database is no failure of who signs in. */
    private Optional<Secret> begin(Throttle.Counting counting, Users.Known user, String address, String userAgent) {
        try {
            return starts.begin(user.id(), user.hash(), address, userAgent);
        } catch (DataAccessException | TransactionException failure) {
            throttle.forget(counting);
            throw failure;
        }
    }

    private Try attempt(String login, Optional<Users.Known> known, String address, Optional<Secret> browser) {
        UUID user = known.map(Users.Known::id).orElse(null);
        String own = browser.filter(cookie -> user != null && browsers.knows(cookie, user))
                .map(cookie -> HexFormat.of().formatHex(cookie.digest()))
                .orElse(null);
        return new Try(throttle.lower(login), user, address, own);
    }

    /** What is typed for a login that nobody has may be a password, and is stored nowhere. */
    private void noteFailure(Optional<Users.Known> known) {
        UUID user = known.map(Users.Known::id).orElse(NOBODY);
        notices.note(
                new Change("sign_in_failed", Subject.SESSION, user, Scope.INSTALLATION, null, null),
                Map.of("known", known.isPresent()));
    }

    /** Hashes outside of any transaction; what cannot be judged now is not counted. */
    private boolean matches(Throttle.Counting counting, String login, String password, Optional<Users.Known> known) {
        try {
            boolean right =
                    hashes.matches(password, known.map(Users.Known::hash).orElse(null));
            return switch (passwords.who()) {
                case EVERYONE -> right;
                case OWNER -> right && login.equalsIgnoreCase(owner.login());
            };
        } catch (ProblemException busy) {
            throttle.forget(counting);
            throw busy;
        }
    }
}
