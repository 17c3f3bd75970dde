package dev.keyway.admin.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A thing that a file makes, changes or deletes.
 *
 * @param kind as in the audit
 * @param path the names of its parents and its own, outermost first
 * @param before as a file says it, without what is within it; null: it is made
 * @param after null: it is deleted
 */
record PlannedChange(
        String kind,
        List<String> path,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {}
