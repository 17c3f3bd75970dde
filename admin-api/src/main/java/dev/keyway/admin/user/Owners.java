package dev.keyway.admin.user;

import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The owner whom the settings name: made at the first start, and let in again where the password is lost. */
@Service
@Transactional
public class Owners {

    private static final Grant OWNER = new Grant(Role.OWNER, Scope.INSTALLATION);

    private final UserAccountRepository users;
    private final RoleGrants grants;
    private final Changes changes;
    private final Ids ids;
    private final Clock clock;

    Owners(UserAccountRepository users, RoleGrants grants, Changes changes, Ids ids, Clock clock) {
        this.users = users;
        this.grants = grants;
        this.changes = changes;
        this.ids = ids;
        this.clock = clock;
    }

    /** Whether there has never been anybody. */
    @Transactional(readOnly = true)
    public boolean isFirstStart() {
        return users.countAll() == 0;
    }

    /** Makes the first owner, if there is nobody yet. Runs as the service itself; answers whether it did. */
    public boolean makeFirst(String login, OwnerPassword password) {
        if (users.countAll() > 0) {
            return false;
        }
        UUID unused = make(login, password);
        return true;
    }

    /**
     * Gives the user of this login another password and the role of an owner, enabled; makes the user if there is none. Runs
     * as the service itself.
     *
     * @return the user's id
     */
    public UUID reset(String login, OwnerPassword password) {
        Optional<UserAccount> known = users.findByLogin(login);
        if (known.isEmpty()) {
            return make(login, password);
        }
        UserAccount user = known.get();
        UserView before = user.view();
        user.enable(clock.instant());
        set(user, password);
        changes.flush();
        changes.record(new Change("password_reset", Subject.USER, user.id(), Scope.INSTALLATION, before, user.view()));
        if (!grants.heldBy(user.id()).contains(OWNER)) {
            GrantView unused = grants.give(user.id(), OWNER);
        }
        return user.id();
    }

    /** The id of the user of this login, if they are an active owner whose password is still the one they began with. */
    @Transactional(readOnly = true)
    public Optional<UUID> withTemporaryPassword(String login) {
        return users.findByLogin(login)
                .filter(UserAccount::isActive)
                .filter(UserAccount::isPasswordTemporary)
                .map(UserAccount::id);
    }

    /** The id of the user of this login, if they are an active owner. */
    @Transactional(readOnly = true)
    public Optional<UUID> active(String login) {
        return users.findByLogin(login)
                .filter(UserAccount::isActive)
                .map(UserAccount::id)
                .filter(id -> grants.heldBy(id).contains(OWNER));
    }

    private UUID make(String login, OwnerPassword password) {
        UserAccount user = new UserAccount(ids.next(), login, login, null, clock.instant());
        set(user, password);
        users.save(user);
        changes.flush();
        changes.record(Change.created(Subject.USER, user.id(), Scope.INSTALLATION, user.view()));
        GrantView unused = grants.give(user.id(), OWNER);
        return user.id();
    }

    private void set(UserAccount user, OwnerPassword password) {
        user.changePassword(password.hash(), clock.instant());
        if (password.isTemporary()) {
            user.expirePassword();
        }
    }
}
