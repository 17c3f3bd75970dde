package dev.keyway.admin.signin;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.user.Users;
import dev.keyway.contract.Secret;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Signs a person in by password, not too often, and says so in the audit. */
@Service
@EnableConfigurationProperties(PasswordSettings.class)
public class SignIn {

    private final Users users;
    private final Sessions sessions;
    private final Throttle throttle;
    private final Changes changes;
    private final CurrentCaller current;
    private final PasswordSettings passwords;
    private final OwnerSettings owner;
    private final TransactionTemplate transactions;

    SignIn(
            Users users,
            Sessions sessions,
            Throttle throttle,
            Changes changes,
            CurrentCaller current,
            PasswordSettings passwords,
            OwnerSettings owner,
            PlatformTransactionManager transactions) {
        this.users = users;
        this.sessions = sessions;
        this.throttle = throttle;
        this.changes = changes;
        this.current = current;
        this.passwords = passwords;
        this.owner = owner;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * The session's cookie.
     *
     * @throws ProblemException if it is too soon, or login and password are not those of an active user
     */
    Secret withPassword(String login, String password, String userAgent) {
        String address = current.get().address();
        return current.asSystem(() -> {
            throttle.requireTime(login, address);
            UUID user = verify(login, password).orElseThrow(() -> {
                throttle.failed(login, address);
                return ProblemException.of(
                        ErrorCode.INVALID_CREDENTIALS, "Login or password is wrong, or the account is disabled.");
            });
            throttle.succeeded(login);
            return begin(user, address, userAgent);
        });
    }

    private Optional<UUID> verify(String login, String password) {
        Optional<UUID> user = users.verify(login, password);
        return switch (passwords.who()) {
            case EVERYONE -> user;
            case OWNER -> user.filter(found -> login.equalsIgnoreCase(owner.login()));
        };
    }

    /**
     * Begins the session of a person who is known; the session's cookie.
     *
     * @param address where they sign in from
     */
    public Secret begin(UUID user, String address, String userAgent) {
        Caller person = users.caller(user).orElseThrow().from(address, null);
        return current.as(
                person,
                () -> Objects.requireNonNull(transactions.execute(status -> {
                    changes.record(new Change(
                            "signed_in",
                            Subject.SESSION,
                            user,
                            Scope.INSTALLATION,
                            null,
                            Map.of("login", person.name())));
                    return sessions.begin(user, address, userAgent);
                })));
    }
}
