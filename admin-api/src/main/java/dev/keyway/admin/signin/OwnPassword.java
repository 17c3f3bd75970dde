package dev.keyway.admin.signin;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.user.Passwords;
import dev.keyway.admin.user.Users;
import dev.keyway.contract.Secret;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets people change their own password, if they know the old one; whoever else is signed in as them is signed out. */
@Service
class OwnPassword {

    private final CurrentCaller current;
    private final Users users;
    private final Passwords passwords;
    private final Throttle throttle;
    private final Sessions sessions;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;

    OwnPassword(
            CurrentCaller current,
            Users users,
            Passwords passwords,
            Throttle throttle,
            Sessions sessions,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.current = current;
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
        this.sessions = sessions;
        this.events = events;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * Changes it.
     *
     * @param session of the caller, which goes on; empty if they call with an access token
     * @throws ProblemException if the old one is wrong, or was given wrongly too often
     */
    void change(PasswordChange change, Optional<Secret> session) {
        Caller caller = current.get();
        UUID id = caller.id();
        if (caller.kind() != CallerKind.USER || id == null) {
            throw ProblemException.of(ErrorCode.FORBIDDEN, "Only people have a password.");
        }
        String old = requireOld(caller, id, change.oldPassword());
        if (change.newPassword().equals(change.oldPassword())) {
            throw ProblemException.invalid("newPassword", "must differ from the old one");
        }
        String hash = passwords.hash(change.newPassword());
        transactions.executeWithoutResult(status -> {
            if (!users.holdUnchanged(id, old)) {
                throw wrong();
            }
            users.replacePassword(id, hash);
            session.ifPresentOrElse(cookie -> sessions.endOthers(id, cookie), () -> sessions.endAll(id));
        });
        events.publishEvent(new PasswordChanged(id));
    }

    /** The hash of the old one. Counted as a sign-in is, and hashed outside of any transaction. */
    private String requireOld(Caller caller, UUID id, String old) {
        String login = caller.name();
        return current.asSystem(() -> {
            Throttle.Counting counting = throttle.count(new Try(throttle.lower(login), id, caller.address(), null));
            String hash = users.known(login)
                    .filter(known -> known.id().equals(id))
                    .map(Users.Known::hash)
                    .orElse(null);
            if (!matches(counting, old, hash) || hash == null) {
                throttle.failed(counting, login);
                throw wrong();
            }
            throttle.succeeded(counting);
            return hash;
        });
    }

    private boolean matches(Throttle.Counting counting, String old, @Nullable String hash) {
        try {
            return passwords.matches(old, hash);
        } catch (ProblemException busy) {
            throttle.forget(counting);
            throw busy;
        }
    }

    private static ProblemException wrong() {
        return ProblemException.invalid("oldPassword", "is wrong");
    }
}
