package dev.keyway.admin.audit;

import dev.keyway.admin.caller.Scope;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is to be entered: what was done to what.
 *
 * @param action such as {@code created}, {@code updated}, {@code deleted}
 * @param kind of the object, in lower case
 * @param before how it was shown before; null if there was none
 * @param after how it is shown now; null if it is gone
 */
public record AuditDraft(
        String action,
        String kind,
        String objectId,
        Scope scope,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {}
