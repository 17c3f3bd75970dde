package dev.keyway.admin.alias;

/**
 * Name by which a model can be called.
 *
 * @param name {@code provider/model}, as {@code GET /v1/models} of a gateway has it, or an alias; their case counts
 */
public record CallableName(String name, Kind kind) {

    /** Whether it names a provider's model, or is an alias. */
    public enum Kind {
        MODEL,
        ALIAS
    }
}
