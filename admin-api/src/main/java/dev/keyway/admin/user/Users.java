package dev.keyway.admin.user;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The people of the installation. */
@Service
@Transactional
public class Users {

    private final UserAccounts users;
    private final RoleGrants grants;
    private final Passwords passwords;
    private final Changes changes;
    private final CurrentCaller current;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    Users(
            UserAccounts users,
            RoleGrants grants,
            Passwords passwords,
            Changes changes,
            CurrentCaller current,
            MergePatch patches,
            Ids ids,
            Clock clock) {
        this.users = users;
        this.grants = grants;
        this.passwords = passwords;
        this.changes = changes;
        this.current = current;
        this.patches = patches;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    Page<UserView> page(PageRequest page, String search) {
        return Page.of(
                users.page(page.before(), Search.containing(search), Limit.of(page.fetch())),
                page,
                UserAccount::id,
                UserAccount::view);
    }

    @Transactional(readOnly = true)
    UserView get(UUID id) {
        return find(id).view();
    }

    /** The id of the user with this login. */
    @Transactional(readOnly = true)
    public Optional<UUID> find(String login) {
        return users.findByLogin(login).map(UserAccount::id);
    }

    UserView create(NewUser request) {
        UserAccount user = new UserAccount(ids.next(), request.login(), request.name(), hash(request), clock.instant());
        users.save(user);
        changes.flush();
        changes.record(Change.created(Subject.USER, user.id(), Scope.INSTALLATION, user.view()));
        return user.view();
    }

    UserView change(UUID id, IfMatch version, JsonNode patch) {
        UserAccount user = find(id);
        version.require(user.version());
        requireBeneath(id);
        UserView before = user.view();
        UserSettings settings = patches.apply(user.settings(), patch, UserSettings.class);
        if (settings.equals(user.settings())) {
            return before;
        }
        if (settings.disabled() && id.equals(current.get().id())) {
            throw ProblemException.of(ErrorCode.CONFLICT, "Nobody disables themselves.");
        }
        user.change(settings, clock.instant());
        changes.flush();
        changes.record(Change.updated(Subject.USER, id, Scope.INSTALLATION, before, user.view()));
        return user.view();
    }

    void setPassword(UUID id, String password) {
        UserAccount user = find(id);
        requireBeneath(id);
        UserView before = user.view();
        user.changePassword(passwords.hash(password), clock.instant());
        changes.flush();
        changes.record(new Change("password_set", Subject.USER, id, Scope.INSTALLATION, before, user.view()));
    }

    void delete(UUID id) {
        UserAccount user = find(id);
        requireBeneath(id);
        if (id.equals(current.get().id())) {
            throw ProblemException.of(ErrorCode.CONFLICT, "Nobody deletes themselves.");
        }
        UserView before = user.view();
        user.delete(clock.instant());
        grants.endAll(id);
        changes.record(Change.deleted(Subject.USER, id, Scope.INSTALLATION, before));
    }

    /** The active user with this login and password. Runs as the service itself. */
    @Transactional(readOnly = true)
    public Optional<UUID> verify(String login, String password) {
        Optional<UserAccount> user = users.findByLogin(login).filter(UserAccount::isActive);
        boolean right =
                passwords.matches(password, user.map(UserAccount::passwordHash).orElse(null));
        return right ? user.map(UserAccount::id) : Optional.empty();
    }

    /** An active user as a caller, with the roles held now. Runs as the service itself. */
    @Transactional(readOnly = true)
    public Optional<Caller> caller(UUID id) {
        return users.find(id)
                .filter(UserAccount::isActive)
                .map(user -> new Caller(
                        CallerKind.USER,
                        id,
                        user.settings().login(),
                        grants.heldBy(id),
                        false,
                        "",
                        null,
                        user.isPasswordTemporary()));
    }

    /** Replaces one's own password, whose old one was given. */
    public void replacePassword(UUID id, String hash) {
        UserAccount user = find(id);
        UserView before = user.view();
        user.changePassword(hash, clock.instant());
        changes.flush();
        changes.record(new Change("password_set", Subject.USER, id, Scope.INSTALLATION, before, user.view()));
    }

    /** Whoever may change a person could act as them: so nobody does whose roles do not reach all of theirs. */
    private void requireBeneath(UUID id) {
        Caller caller = current.get();
        Set<Grant> held = grants.heldBy(id);
        if (!id.equals(caller.id()) && !held.stream().allMatch(grant -> caller.mayGive(grant.role(), grant.scope()))) {
            throw ProblemException.of(ErrorCode.BEYOND_OWN_ROLE, "The user holds roles that the caller may not give.");
        }
    }

    private UserAccount find(UUID id) {
        return users.find(id).orElseThrow(() -> ProblemException.notFound("user"));
    }

    private @Nullable String hash(NewUser request) {
        return request.password() == null ? null : passwords.hash(request.password());
    }
}
