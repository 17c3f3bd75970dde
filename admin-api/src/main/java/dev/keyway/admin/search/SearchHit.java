package dev.keyway.admin.search;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Result of a search.
 *
 * @param name its name; of a user, the name of the person
 * @param detail what tells it from others of the same name: the login of a user, the slug of a provider, the last 4 characters of a
 *     token or a provider key; empty for other kinds
 * @param tenantId the tenant in which it is; null for what is in none
 * @param tenantName the name of that tenant
 * @param teamId the team in which it is; null for what is in none
 * @param teamName the name of that team
 * @param providerId the provider whose key or model it is; null for other kinds, and for a model without a role over the installation:
 *     then it is found once, whoever serves it
 * @param providerName the name of that provider
 */
public record SearchHit(
        SearchKind kind,
        UUID id,
        String name,
        String detail,
        @Nullable UUID tenantId,
        @Nullable String tenantName,
        @Nullable UUID teamId,
        @Nullable String teamName,
        @Nullable UUID providerId,
        @Nullable String providerName) {}
