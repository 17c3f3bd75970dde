package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Lifecycle;
import dev.keyway.admin.change.Lifecycles;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.user.AccessTokens;
import dev.keyway.admin.user.TokenOwner;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The programs that use the API for a team. Nobody gives one a role that they may not give. */
@Service
@Transactional
public class ServiceAccounts {

    private final ServiceAccountRepository accounts;
    private final Teams teams;
    private final AccessTokens tokens;
    private final ApplicationEventPublisher events;
    private final Changes changes;
    private final CurrentCaller current;
    private final Lifecycle<ServiceAccountSettings, ServiceAccountView> lifecycle;

    ServiceAccounts(
            ServiceAccountRepository accounts,
            Teams teams,
            AccessTokens tokens,
            ApplicationEventPublisher events,
            Changes changes,
            CurrentCaller current,
            Lifecycles lifecycles) {
        this.accounts = accounts;
        this.teams = teams;
        this.tokens = tokens;
        this.events = events;
        this.changes = changes;
        this.current = current;
        this.lifecycle = lifecycles.of(
                Subject.SERVICE_ACCOUNT,
                ServiceAccountSettings.class,
                account -> Scope.team(account.tenantId(), account.teamId()));
    }

    @Transactional(readOnly = true)
    public Page<ServiceAccountView> page(UUID tenant, UUID team, PageRequest page) {
        TeamView known = teams.get(tenant, team);
        return Page.of(
                accounts.page(tenant, known.id(), page.before(), Limit.of(page.fetch())),
                page,
                ServiceAccount::id,
                ServiceAccount::view);
    }

    /** @throws ProblemException if there is none, or the caller may not see it */
    @Transactional(readOnly = true)
    public ServiceAccountView get(UUID tenant, UUID team, UUID id) {
        return find(tenant, team, id).view();
    }

    public ServiceAccountView create(UUID tenant, UUID team, ServiceAccountSettings settings) {
        Scope scope = teams.hold(tenant, team);
        requireMayGive(settings.role(), scope);
        return lifecycle.create((id, now) -> accounts.save(new ServiceAccount(id, scope, settings, now))::view);
    }

    ServiceAccountView change(UUID tenant, UUID team, UUID id, IfMatch version, JsonNode patch) {
        ServiceAccount account = find(tenant, team, id);
        return lifecycle.change(account::view, account.settings(), version, patch, (settings, now) -> {
            boolean stops = settings.disabled() && !account.settings().disabled();
            requireMayGive(account.settings().role(), account.scope());
            requireMayGive(settings.role(), account.scope());
            account.change(settings, now);
            if (stops) {
                changes.flush();
                stopped(account);
            }
        });
    }

    void delete(UUID tenant, UUID team, UUID id) {
        ServiceAccount account = find(tenant, team, id);
        requireMayGive(account.settings().role(), account.scope());
        lifecycle.delete(account.view(), account::delete, () -> stopped(account));
    }

    private void stopped(ServiceAccount account) {
        events.publishEvent(new ServiceAccountStopped(account.id(), account.scope()));
        int unused = tokens.revokeAll(new TokenOwner.ServiceAccount(account.id(), account.scope()));
    }

    /**
     * As the owner of access tokens, to who may act as it.
     *
     * @throws ProblemException if there is none, or the caller may not give its role
     */
    TokenOwner owner(UUID tenant, UUID team, UUID id) {
        ServiceAccount account = find(tenant, team, id);
        requireMayGive(account.settings().role(), account.scope());
        return new TokenOwner.ServiceAccount(id, account.scope());
    }

    private void requireMayGive(Role role, Scope scope) {
        if (role.level() != Role.Level.TEAM) {
            throw ProblemException.invalid("role", "must be TEAM_ADMIN or MEMBER");
        }
        current.get().requireMayGive(role, scope);
    }

    private ServiceAccount find(UUID tenant, UUID team, UUID id) {
        return accounts.find(tenant, team, id).orElseThrow(() -> ProblemException.notFound("service account"));
    }
}
