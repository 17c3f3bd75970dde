package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Lifecycle;
import dev.keyway.admin.change.Lifecycles;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.label.LabelText;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The companies, or parts of one, that share this installation. */
@Service
@Transactional
public class Tenants {

    private final TenantRepository tenants;
    private final Lifecycle<TenantSettings, TenantView> lifecycle;
    private final ApplicationEventPublisher events;

    Tenants(TenantRepository tenants, Lifecycles lifecycles, ApplicationEventPublisher events) {
        this.tenants = tenants;
        this.events = events;
        this.lifecycle = lifecycles.of(Subject.TENANT, TenantSettings.class, tenant -> Scope.tenant(tenant.id()));
    }

    /** Those that the caller may see. */
    @Transactional(readOnly = true)
    public Page<TenantView> page(PageRequest page, String search, @Nullable String label) {
        return Page.of(
                tenants.page(page.before(), Search.containing(search), LabelText.wanted(label), Limit.of(page.fetch())),
                page,
                Tenant::id,
                Tenant::view);
    }

    /** All that the caller may see. */
    @Transactional(readOnly = true)
    public List<TenantView> all() {
        return tenants.all().stream().map(Tenant::view).toList();
    }

    /** @throws ProblemException if there is none, or the caller may not see it */
    @Transactional(readOnly = true)
    public TenantView get(UUID id) {
        return find(id).view();
    }

    public TenantView create(TenantSettings settings) {
        TenantView made =
                lifecycle.create(Scope.INSTALLATION, (id, now) -> tenants.save(new Tenant(id, settings, now))::view);
        events.publishEvent(new TenantCreated(made.id()));
        return made;
    }

    public TenantView change(UUID id, IfMatch version, JsonNode patch) {
        Tenant tenant = find(id);
        return lifecycle.change(tenant::view, tenant.settings(), version, patch, tenant::change);
    }

    /** Deletes one that has no teams; its row stays for usage and audit, which name it. */
    public void delete(UUID id) {
        Tenant tenant = find(id);
        lifecycle.delete(tenant.view(), tenant::delete, () -> {
            if (tenants.teams(id) > 0) {
                throw ProblemException.of(ErrorCode.CONFLICT, "The tenant has teams: delete them first.");
            }
        });
        events.publishEvent(new TenantDeleted(id));
    }

    /** Whether there has never been one; another service that asks at its start waits until the transaction ends. */
    public boolean isFirst() {
        int unused = tenants.waitForOthersAtFirstStart();
        return tenants.countAll() == 0;
    }

    /** Makes sure that it is there, and stays while something is made in it. */
    void hold(UUID id) {
        Tenant unused = tenants.hold(id).orElseThrow(() -> ProblemException.notFound("tenant"));
    }

    private Tenant find(UUID id) {
        return tenants.find(id).orElseThrow(() -> ProblemException.notFound("tenant"));
    }
}
