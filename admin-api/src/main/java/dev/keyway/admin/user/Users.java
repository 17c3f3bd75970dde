package dev.keyway.admin.user;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Lifecycle;
import dev.keyway.admin.change.Lifecycles;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The people of the installation. */
@Service
@Transactional
public class Users {

    private final UserAccountRepository users;
    private final RoleGrants grants;
    private final SignedInAccess access;
    private final Changes changes;
    private final CurrentCaller current;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Lifecycle<UserSettings, UserView> lifecycle;

    Users(
            UserAccountRepository users,
            RoleGrants grants,
            SignedInAccess access,
            Changes changes,
            CurrentCaller current,
            Clock clock,
            ApplicationEventPublisher events,
            Lifecycles lifecycles) {
        this.users = users;
        this.grants = grants;
        this.access = access;
        this.changes = changes;
        this.current = current;
        this.clock = clock;
        this.events = events;
        this.lifecycle = lifecycles.of(Subject.USER, UserSettings.class);
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

    /** @param hash of the password; null if there is none */
    UserView create(NewUser request, @Nullable String hash) {
        return lifecycle.create(
                (id, now) -> users.save(new UserAccount(id, request.login(), request.name(), hash, now))::view);
    }

    UserView change(UUID id, IfMatch version, JsonNode patch) {
        UserAccount user = find(id);
        requireBeneath(id);
        return lifecycle.change(user::view, user.settings(), version, patch, (settings, now) -> {
            if (settings.disabled() && id.equals(current.get().id())) {
                throw ProblemException.of(ErrorCode.CONFLICT, "You cannot disable yourself.");
            }
            boolean stops = settings.disabled() && !user.settings().disabled();
            if (stops) {
                grants.requireAnotherOwner(id);
            }
            user.change(settings, now);
            if (stops) {
                changes.flush();
                endAccess(id);
            }
        });
    }

    private void endAccess(UUID id) {
        access.endAll(id);
        events.publishEvent(new AccessLost(id));
    }

    /**
     * Sets a password, and ends what was signed in with the one before.
     *
     * @param hash of the password
     */
    void setPassword(UUID id, String hash) {
        UserAccount user = find(id);
        requireMayActAs(id);
        UserView before = user.view();
        user.changePassword(hash, clock.instant());
        changes.flush();
        access.endAll(id);
        changes.record(new Change("password_set", Subject.USER, id, Scope.INSTALLATION, before, user.view()));
    }

    void delete(UUID id) {
        UserAccount user = find(id);
        requireBeneath(id);
        if (id.equals(current.get().id())) {
            throw ProblemException.of(ErrorCode.CONFLICT, "You cannot delete yourself.");
        }
        lifecycle.delete(
                user.view(),
                now -> {
                    grants.endAll(id);
                    user.delete(now);
                },
                () -> endAccess(id));
    }

    /**
     * What a login leads to.
     *
     * @param hash of the password of an active user; null: nobody signs in with one
     */
    public record Known(UUID id, @Nullable String hash) {}

    /** The user with this login. Runs as the service itself. */
    @Transactional(readOnly = true)
    public Optional<Known> known(String login) {
        return users.findByLogin(login).map(user -> new Known(user.id(), user.isActive() ? user.passwordHash() : null));
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
                        user.isPasswordTemporary(),
                        null));
    }

    /**
     * Whether the user is active and, if a hash is given, still has that password. Until the transaction ends nobody changes it: what
     * the transaction begins for the user is there to be ended by what changes the user next.
     */
    public boolean holdUnchanged(UUID id, @Nullable String hash) {
        return users.lock(id)
                .filter(UserAccount::isActive)
                .filter(user -> hash == null || hash.equals(user.passwordHash()))
                .isPresent();
    }

    /** Replaces one's own password, whose old one was given. */
    public void replacePassword(UUID id, String hash) {
        UserAccount user = find(id);
        UserView before = user.view();
        user.changePassword(hash, clock.instant());
        changes.flush();
        changes.record(new Change("password_set", Subject.USER, id, Scope.INSTALLATION, before, user.view()));
    }

    /** Whoever knows a password is that person to everybody else: those of the whole installation are set by owners alone. */
    private void requireMayActAs(UUID id) {
        requireBeneath(id);
        Caller caller = current.get();
        if (id.equals(caller.id())) {
            throw ProblemException.of(
                    ErrorCode.FORBIDDEN,
                    "Your own password changes by PUT /api/v1/me/password, which asks for the old one.");
        }
        boolean overAll =
                grants.heldBy(id).stream().anyMatch(grant -> grant.role().level() == Role.Level.INSTALLATION);
        if (overAll && !caller.mayGive(Role.OWNER, Scope.INSTALLATION)) {
            throw ProblemException.of(
                    ErrorCode.BEYOND_OWN_ROLE, "Only an owner sets the password of an owner, an admin or an auditor.");
        }
    }

    /** Whoever may change a person could act as them: so nobody does whose roles do not reach all of theirs. */
    @Transactional(readOnly = true)
    public void requireBeneath(UUID id) {
        requireThere(id);
        Caller caller = current.get();
        Set<Grant> held = grants.heldBy(id);
        if (!id.equals(caller.id()) && !held.stream().allMatch(grant -> caller.mayGive(grant.role(), grant.scope()))) {
            throw ProblemException.of(ErrorCode.BEYOND_OWN_ROLE, "The user holds roles that the caller may not give.");
        }
    }

    /** @throws ProblemException if there is none */
    @Transactional(readOnly = true)
    public void requireThere(UUID id) {
        UserAccount unused = find(id);
    }

    private UserAccount find(UUID id) {
        return users.find(id).orElseThrow(() -> ProblemException.notFound("user"));
    }
}
