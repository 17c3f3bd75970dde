package dev.keyway.admin.token;

import org.jspecify.annotations.Nullable;

/**
 * Names of what the ids of a token mean.
 *
 * @param serviceAccount null without one
 * @param owner name of the member whom it belongs to; null: the team
 * @param createdBy name of the user or service account that issued it; null if that is unknown, and to callers of a
 *     tenant in which that user has no role
 */
public record TokenNames(
        String tenant,
        String team,
        @Nullable String serviceAccount,
        @Nullable String owner,
        @Nullable String createdBy) {}
