package dev.keyway.admin.publish;

import dev.keyway.admin.change.Subject;
import dev.keyway.contract.config.Account;
import dev.keyway.contract.config.Alias;
import dev.keyway.contract.config.AliasTarget;
import dev.keyway.contract.config.Model;
import dev.keyway.contract.config.Price;
import dev.keyway.contract.config.Provider;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Who answers, what of, and at what price. */
final class ProviderSources {

    static final Source<Provider> PROVIDERS = new Source<>(
            Subject.PROVIDER,
            "providers",
            """
            SELECT x.id, x.slug, x.name, x.declaration, x.base_url, x.strategy, x.max_in_flight, x.first_byte_timeout_ms,
                x.first_stream_timeout_ms, x.forward_headers, x.disabled_at
            FROM provider x WHERE x.deleted_at IS NULL""",
            row -> new Provider(
                    Source.id(row),
                    row.getString("slug"),
                    row.getString("name"),
                    row.getString("declaration"),
                    row.getString("base_url"),
                    row.getString("strategy"),
                    row.getObject("max_in_flight", Integer.class),
                    row.getObject("first_byte_timeout_ms", Long.class),
                    row.getObject("first_stream_timeout_ms", Long.class),
                    List.of((String[]) row.getArray("forward_headers").getArray()),
                    row.getTimestamp("disabled_at") != null));

    static final Source<Account> ACCOUNTS = new Source<>(
            Subject.PROVIDER_ACCOUNT,
            "accounts",
            """
            SELECT x.id, x.provider_id, x.name FROM provider_account x
            JOIN provider p ON p.id = x.provider_id AND p.deleted_at IS NULL WHERE x.deleted_at IS NULL""",
            row -> new Account(Source.id(row), row.getObject("provider_id", UUID.class), row.getString("name")));

    static final Source<Model> MODELS = new Source<>(
            Subject.MODEL,
            "models",
            """
            SELECT x.id, x.provider_id, x.name, x.context_window, x.max_output, x.first_byte_timeout_ms,
                x.first_stream_timeout_ms, x.unpriced_allowed, x.disabled_at
            FROM model x JOIN provider p ON p.id = x.provider_id AND p.deleted_at IS NULL WHERE x.deleted_at IS NULL""",
            row -> new Model(
                    Source.id(row),
                    row.getObject("provider_id", UUID.class),
                    row.getString("name"),
                    row.getObject("context_window", Integer.class),
                    row.getObject("max_output", Integer.class),
                    row.getObject("first_byte_timeout_ms", Long.class),
                    row.getObject("first_stream_timeout_ms", Long.class),
                    row.getBoolean("unpriced_allowed"),
                    row.getTimestamp("disabled_at") != null));

    static final Source<Price> PRICES = new Source<>(
            Subject.PRICE,
            "prices",
            """
            SELECT x.id, x.model_id, x.meter, x.tier, x.prompt_floor, x.hours_from, x.hours_to, x.valid_from, x.nanos
            FROM price x JOIN model m ON m.id = x.model_id AND m.deleted_at IS NULL
                JOIN provider p ON p.id = m.provider_id AND p.deleted_at IS NULL
            WHERE true""",
            row -> new Price(
                    Source.id(row),
                    row.getObject("model_id", UUID.class),
                    row.getString("meter"),
                    row.getString("tier"),
                    row.getLong("prompt_floor"),
                    row.getObject("hours_from", LocalTime.class),
                    row.getObject("hours_to", LocalTime.class),
                    row.getTimestamp("valid_from").toInstant(),
                    row.getLong("nanos")));

    static final Source<Alias> ALIASES = new Source<>(
            Subject.ALIAS, "aliases", """
            SELECT x.id, x.name, t.providers, t.models FROM alias x LEFT JOIN LATERAL (
                SELECT array_agg(provider_id ORDER BY position) AS providers, array_agg(model ORDER BY position) AS models
                FROM alias_target WHERE alias_id = x.id) t ON true
            WHERE x.deleted_at IS NULL""", row -> new Alias(Source.id(row), row.getString("name"), targets(row)));

    private ProviderSources() {}

    private static List<AliasTarget> targets(ResultSet row) throws SQLException {
        Array providers = row.getArray("providers");
        if (providers == null) {
            return List.of();
        }
        UUID[] provider = (UUID[]) providers.getArray();
        String[] model = (String[]) row.getArray("models").getArray();
        List<AliasTarget> targets = new ArrayList<>(provider.length);
        for (int i = 0; i < provider.length; i++) {
            targets.add(new AliasTarget(provider[i], model[i]));
        }
        return targets;
    }
}
