package dev.keyway.admin.config;

import dev.keyway.admin.policy.LimitSettings;
import dev.keyway.admin.policy.NewBudget;
import dev.keyway.admin.tenant.TenantSettings;
import dev.keyway.admin.tenant.TenantView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant in the file. Its people and its tokens are not in it.
 *
 * @param name its name, unique regardless of case
 * @param zone the time zone (IANA) in which its budget windows begin and end; none: UTC
 * @param blocked whether none of its tokens may call
 * @param tagNames names of the tags that requests of its tokens may carry; none: none
 * @param limits what they lack is not limited
 * @param budgets of each period one
 */
record TenantEntry(
        String name,
        @Nullable String description,
        @Nullable String zone,
        @Nullable Boolean blocked,
        @Nullable Map<String, String> labels,
        @Nullable List<String> tagNames,
        @Nullable LimitSettings limits,
        @Nullable List<NewBudget> budgets,
        @Nullable List<ChannelEntry> alertChannels,
        @Nullable List<TeamEntry> teams) {

    TenantEntry {
        description = Normal.text(description);
        zone = zone == null ? "UTC" : zone;
        blocked = Normal.flag(blocked);
        labels = Normal.labels(labels);
        tagNames = Normal.names(tagNames);
    }

    static TenantEntry of(TenantView tenant) {
        return new TenantEntry(
                tenant.name(),
                tenant.description(),
                tenant.zone(),
                tenant.blockedAt() != null,
                tenant.labels(),
                tenant.tagNames(),
                null,
                null,
                null,
                null);
    }

    /** Without what is within it. */
    TenantEntry own() {
        return new TenantEntry(name, description, zone, blocked, labels, tagNames, null, null, null, null);
    }

    @SuppressWarnings("NullAway") // The settings take what is left out.
    TenantSettings settings() {
        return new TenantSettings(name, description, zone, blocked != null, labels, tagNames);
    }
}
