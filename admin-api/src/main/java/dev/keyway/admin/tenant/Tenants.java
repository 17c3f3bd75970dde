package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.label.LabelText;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The companies, or parts of one, that share this installation. */
@Service
@Transactional
public class Tenants {

    private final TenantRows tenants;
    private final Changes changes;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    Tenants(TenantRows tenants, Changes changes, MergePatch patches, Ids ids, Clock clock) {
        this.tenants = tenants;
        this.changes = changes;
        this.patches = patches;
        this.ids = ids;
        this.clock = clock;
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
        Tenant tenant = new Tenant(ids.next(), settings, clock.instant());
        tenants.save(tenant);
        changes.flush();
        changes.record(Change.created(Subject.TENANT, tenant.id(), Scope.INSTALLATION, tenant.view()));
        return tenant.view();
    }

    public TenantView change(UUID id, IfMatch version, JsonNode patch) {
        Tenant tenant = find(id);
        version.require(tenant.version());
        TenantView before = tenant.view();
        TenantSettings settings = patches.apply(tenant.settings(), patch, TenantSettings.class, before);
        if (settings.equals(tenant.settings())) {
            return before;
        }
        tenant.change(settings, clock.instant());
        changes.flush();
        changes.record(Change.updated(Subject.TENANT, id, Scope.tenant(id), before, tenant.view()));
        return tenant.view();
    }

    /** Deletes one that has no teams; its row stays for usage and audit, which name it. */
    public void delete(UUID id) {
        Tenant tenant = find(id);
        TenantView before = tenant.view();
        Change deletion = Change.deleted(Subject.TENANT, id, Scope.tenant(id), before);
        changes.requireVersion(deletion);
        tenant.delete(clock.instant());
        changes.flush();
        if (tenants.teams(id) > 0) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The tenant has teams: delete them first.");
        }
        changes.record(deletion);
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
