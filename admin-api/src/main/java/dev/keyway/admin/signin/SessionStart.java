package dev.keyway.admin.signin;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.user.Users;
import dev.keyway.contract.Secret;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Begins the session of a person who has proved who they are, if the proof still holds. */
@Service
public class SessionStart {

    private final Users users;
    private final Sessions sessions;
    private final Changes changes;
    private final CurrentCaller current;
    private final TransactionTemplate transactions;

    SessionStart(
            Users users,
            Sessions sessions,
            Changes changes,
            CurrentCaller current,
            PlatformTransactionManager transactions) {
        this.users = users;
        this.sessions = sessions;
        this.changes = changes;
        this.current = current;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * The session's cookie; empty if the account is not active, or its password has changed since it was checked. A change that is
     * under way is waited for, and one that comes later ends the session.
     *
     * @param hash of the password that was checked; null if the person was identified otherwise
     * @param address where they sign in from
     */
    public Optional<Secret> begin(UUID user, @Nullable String hash, String address, String userAgent) {
        return users.caller(user)
                .map(person -> person.from(address, null))
                .flatMap(person -> current.as(person, () -> transact(person, user, hash, userAgent)));
    }

    private Optional<Secret> transact(Caller person, UUID user, @Nullable String hash, String userAgent) {
        return Objects.requireNonNull(transactions.execute(status -> {
            if (!users.holdUnchanged(user, hash)) {
                return Optional.<Secret>empty();
            }
            changes.record(new Change(
                    "signed_in", Subject.SESSION, user, Scope.INSTALLATION, null, Map.of("login", person.name())));
            return Optional.of(sessions.begin(user, person.address(), userAgent));
        }));
    }
}
