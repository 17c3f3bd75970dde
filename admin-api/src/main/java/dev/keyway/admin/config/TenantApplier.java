package dev.keyway.admin.config;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.label.LabelSets;
import dev.keyway.admin.policy.Target;
import dev.keyway.admin.tenant.TeamView;
import dev.keyway.admin.tenant.Teams;
import dev.keyway.admin.tenant.TenantView;
import dev.keyway.admin.tenant.Tenants;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Brings tenants and their teams to be as the file says; a tenant first, for its teams lie within its limits. */
@Component
final class TenantApplier {

    private final Tenants tenants;
    private final Teams teams;
    private final PolicyApplier policies;
    private final ChannelApplier channels;
    private final JsonMapper json;

    TenantApplier(Tenants tenants, Teams teams, PolicyApplier policies, ChannelApplier channels, JsonMapper json) {
        this.tenants = tenants;
        this.teams = teams;
        this.policies = policies;
        this.channels = channels;
        this.json = json;
    }

    void apply(ApplyPlan plan, @Nullable List<TenantEntry> wanted, State state) {
        ResourcePlan<TenantView, TenantEntry> resources = resources(plan, state);
        plan.apply(resources, Place.ROOT, wanted, state.tenants(), (place, id, known, entry) -> {
            applyWithin(plan, place, id, entry, state);
            plan.settle(place);
        });
        plan.prune(resources, Place.ROOT, wanted, state.tenants());
    }

    private void applyWithin(ApplyPlan plan, Place place, UUID id, TenantEntry entry, State state) {
        Target target = Target.tenant(id);
        policies.applyLimits(plan, place, target, entry.limits(), state);
        policies.applyBudgets(plan, place, target, entry.budgets(), state);
        channels.apply(plan, place, Scope.tenant(id), entry.alertChannels(), state);
        ResourcePlan<TeamView, TeamEntry> team = team(id);
        List<TeamView> there = state.teams().getOrDefault(id, List.of());
        plan.apply(team, place, entry.teams(), there, (at, made, known, wanted) -> {
            policies.applyLimits(plan, at, Target.team(id, made), wanted.limits(), state);
            policies.applyBudgets(plan, at, Target.team(id, made), wanted.budgets(), state);
        });
        plan.prune(team, place, entry.teams(), there);
    }

    /** Of all settings; labels that the file lacks are null in it, for a patch leaves what it does not name. */
    private JsonNode patch(Object settings, Map<String, String> before, Map<String, String> wanted) {
        ObjectNode patch = json.valueToTree(settings);
        patch.set("labels", json.valueToTree(LabelSets.patch(before, wanted)));
        return patch;
    }

    private ResourcePlan<TenantView, TenantEntry> resources(ApplyPlan plan, State state) {
        return new ResourcePlan<>(
                Subject.TENANT,
                "tenants",
                tenant -> Keys.name(tenant.name()),
                TenantEntry::name,
                TenantEntry::of,
                (there, wanted) -> TenantEntry.of(there).equals(wanted.own()),
                entry -> tenants.create(entry.settings()),
                (before, entry) -> {
                    TenantView unused = tenants.change(
                            before.id(),
                            new IfMatch(before.version()),
                            patch(
                                    entry.settings(),
                                    before.labels(),
                                    entry.settings().labels()));
                },
                tenant -> {
                    Place within = Place.ROOT.without("tenants", tenant.name());
                    plan.prune(
                            team(tenant.id()), within, List.of(), state.teams().getOrDefault(tenant.id(), List.of()));
                    tenants.delete(tenant.id());
                });
    }

    private ResourcePlan<TeamView, TeamEntry> team(UUID tenant) {
        return new ResourcePlan<>(
                Subject.TEAM,
                "teams",
                team -> Keys.name(team.name()),
                TeamEntry::name,
                TeamEntry::of,
                (there, wanted) -> TeamEntry.of(there).equals(wanted.own()),
                entry -> teams.create(tenant, entry.settings()),
                (before, entry) -> {
                    TeamView unused = teams.change(
                            tenant,
                            before.id(),
                            new IfMatch(before.version()),
                            patch(
                                    entry.settings(),
                                    before.labels(),
                                    entry.settings().labels()));
                },
                team -> teams.delete(tenant, team.id()));
    }
}
