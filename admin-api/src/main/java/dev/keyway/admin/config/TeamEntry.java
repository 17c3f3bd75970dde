package dev.keyway.admin.config;

import dev.keyway.admin.policy.LimitSettings;
import dev.keyway.admin.policy.NewBudget;
import dev.keyway.admin.tenant.TeamSettings;
import dev.keyway.admin.tenant.TeamView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A team in the file. Its people and its tokens are not in it.
 *
 * @param name its name, unique in its tenant regardless of case
 * @param blocked whether none of its tokens may call
 * @param limits what they lack is not limited
 * @param budgets of each period one
 */
record TeamEntry(
        String name,
        @Nullable String description,
        @Nullable Boolean blocked,
        @Nullable Map<String, String> labels,
        @Nullable LimitSettings limits,
        @Nullable List<NewBudget> budgets) {

    TeamEntry {
        description = Normal.text(description);
        blocked = Normal.flag(blocked);
        labels = Normal.labels(labels);
    }

    static TeamEntry of(TeamView team) {
        return new TeamEntry(team.name(), team.description(), team.blockedAt() != null, team.labels(), null, null);
    }

    /** Without what is within it. */
    TeamEntry own() {
        return new TeamEntry(name, description, blocked, labels, null, null);
    }

    @SuppressWarnings("NullAway") // The settings take what is left out.
    TeamSettings settings() {
        return new TeamSettings(name, description, blocked != null, labels);
    }
}
