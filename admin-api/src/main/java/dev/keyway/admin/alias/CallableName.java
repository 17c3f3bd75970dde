package dev.keyway.admin.alias;

/**
 * Name by which a model can be called.
 *
 * @param name a model's own name, or that of an alias; their case counts
 */
public record CallableName(String name, Kind kind) {

    /** Whether it is a model's own name or an alias; an alias that has the name of a model goes before it. */
    public enum Kind {
        MODEL,
        ALIAS
    }
}
