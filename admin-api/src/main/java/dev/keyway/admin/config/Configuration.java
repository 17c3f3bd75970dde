package dev.keyway.admin.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration as a file has it. Things are known by their names; secrets are never in it, and neither are tokens, provider
 * keys, people and gateways. A list that is left out is left alone; a member of a thing that is left out is at its default.
 *
 * @param format of the file: 1
 */
record Configuration(
        @Nullable Integer format,
        @Nullable List<ProviderEntry> providers,
        @Nullable List<AliasEntry> aliases,
        @Nullable List<TenantEntry> tenants,
        @Nullable List<ChannelEntry> alertChannels) {

    static final int FORMAT = 1;
}
