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
final class TenantPart {

    private final Tenants tenants;
    private final Teams teams;
    private final PolicyPart policies;
    private final ChannelPart channels;
    private final JsonMapper json;

    TenantPart(Tenants tenants, Teams teams, PolicyPart policies, ChannelPart channels, JsonMapper json) {
        this.tenants = tenants;
        this.teams = teams;
        this.policies = policies;
        this.channels = channels;
        this.json = json;
    }

    void bring(Work work, @Nullable List<TenantEntry> wanted, State state) {
        Step<TenantView, TenantEntry> step = step(work, state);
        work.bring(step, Place.ROOT, wanted, state.tenants(), (place, id, known, entry) -> {
            bringWithin(work, place, id, entry, state);
            work.settle(place);
        });
        work.prune(step, Place.ROOT, wanted, state.tenants());
    }

    private void bringWithin(Work work, Place place, UUID id, TenantEntry entry, State state) {
        Target target = Target.tenant(id);
        policies.bringLimits(work, place, target, entry.limits(), state);
        policies.bringBudgets(work, place, target, entry.budgets(), state);
        channels.bring(work, place, Scope.tenant(id), entry.alertChannels(), state);
        Step<TeamView, TeamEntry> team = team(id);
        List<TeamView> there = state.teams().getOrDefault(id, List.of());
        work.bring(team, place, entry.teams(), there, (at, made, known, wanted) -> {
            policies.bringLimits(work, at, Target.team(id, made), wanted.limits(), state);
            policies.bringBudgets(work, at, Target.team(id, made), wanted.budgets(), state);
        });
        work.prune(team, place, entry.teams(), there);
    }

    /** Of all settings; labels that the file lacks are null in it, for a patch leaves what it does not name. */
    private JsonNode patch(Object settings, Map<String, String> before, Map<String, String> wanted) {
        ObjectNode patch = json.valueToTree(settings);
        patch.set("labels", json.valueToTree(LabelSets.patch(before, wanted)));
        return patch;
    }

    private Step<TenantView, TenantEntry> step(Work work, State state) {
        return new Step<>(
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
                    work.prune(
                            team(tenant.id()), within, List.of(), state.teams().getOrDefault(tenant.id(), List.of()));
                    tenants.delete(tenant.id());
                });
    }

    private Step<TeamView, TeamEntry> team(UUID tenant) {
        return new Step<>(
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
