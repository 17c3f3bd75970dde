package dev.keyway.admin.alias;

/**
 * Conditions of SQL, with {@code x} for the row: which models and aliases a call can reach. Nothing in them depends on who asks, so that a
 * list of the names that fulfil them is the same for everybody.
 */
public final class Callable {

    /** What has a {@code *} stands for several models, and is no name. */
    public static final String MODEL = """
            x.deleted_at IS NULL AND x.disabled_at IS NULL AND x.name NOT LIKE '%*%'
                AND EXISTS (SELECT FROM provider p WHERE p.id = x.provider_id AND p.deleted_at IS NULL AND p.disabled_at IS NULL)""";

    /** A provider may serve a model that nobody has entered; one that was entered may be disabled. */
    public static final String ALIAS = """
            x.deleted_at IS NULL AND EXISTS (
                SELECT FROM alias_target t
                    JOIN provider p ON p.id = t.provider_id AND p.deleted_at IS NULL AND p.disabled_at IS NULL
                    LEFT JOIN model m ON m.provider_id = t.provider_id AND m.name = t.model AND m.deleted_at IS NULL
                WHERE t.alias_id = x.id AND m.disabled_at IS NULL)""";

    private Callable() {}
}
