package dev.keyway.admin.providerkey;

import dev.keyway.admin.database.Installation;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.provider.Origin;
import dev.keyway.admin.provider.ProviderView;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of provider keys. */
@Component
class KeyQueries {

    private static final String SHOWN = """
            id, provider_id, account_id, name, last4, reference, origin, weight, tier, max_in_flight, allowed_models,
                disabled_at, created_at, updated_at, version
            """;

    private static final String SELECT = "SELECT " + SHOWN + "FROM provider_key ";

    private final JdbcClient jdbc;

    KeyQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** This installation's id, to which keys are bound. */
    UUID installation() {
        return Installation.id(jdbc);
    }

    List<KeyView> page(ProviderView provider, Filter filter, int limit) {
        return jdbc.sql(SELECT + "WHERE " + filter.sql() + " ORDER BY id DESC LIMIT ?")
                .params(filter.values(limit))
                .query((row, n) -> view(row, provider.origin()))
                .list();
    }

    Optional<KeyView> find(ProviderView provider, UUID id) {
        return jdbc.sql(SELECT + "WHERE provider_id = ? AND id = ? AND deleted_at IS NULL")
                .params(provider.id(), id)
                .query((row, n) -> view(row, provider.origin()))
                .optional();
    }

    /** The one with this fingerprint, as no other of the provider has it. */
    Optional<KeyView> find(ProviderView provider, byte[] fingerprint) {
        return jdbc.sql(SELECT + "WHERE provider_id = ? AND fingerprint = ? AND deleted_at IS NULL")
                .params(provider.id(), fingerprint)
                .query((row, n) -> view(row, provider.origin()))
                .optional();
    }

    /** Adds one; empty if there is one with its fingerprint. */
    Optional<KeyView> add(UUID id, ProviderView provider, KeySettings settings, Material material, Instant now) {
        return jdbc.sql("""
                        INSERT INTO provider_key (id, provider_id, account_id, name, ciphertext, master_key_id, origin, reference,
                            fingerprint, fingerprint_keyed, last4, weight, tier, max_in_flight, allowed_models, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, true, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (provider_id, fingerprint) WHERE deleted_at IS NULL DO NOTHING
                        RETURNING
                        """ + SHOWN)
                .params(Arrays.asList(
                        id,
                        provider.id(),
                        settings.accountId(),
                        settings.name(),
                        material.ciphertext(),
                        material.masterKeyId(),
                        provider.origin().text(),
                        material.reference(),
                        material.fingerprint(),
                        material.last4(),
                        settings.weight(),
                        settings.tier(),
                        settings.maxInFlight(),
                        settings.allowedModels().toArray(String[]::new),
                        Timestamp.from(now),
                        Timestamp.from(now)))
                .query((row, n) -> view(row, provider.origin()))
                .optional();
    }

    void change(KeyView before, KeySettings settings, Instant now) {
        Timestamp disabledAt =
                settings.disabled() ? Timestamp.from(Objects.requireNonNullElse(before.disabledAt(), now)) : null;
        require(jdbc.sql("""
                        UPDATE provider_key SET name = ?, account_id = ?, weight = ?, tier = ?, max_in_flight = ?,
                            allowed_models = ?, disabled_at = ?, updated_at = ?, version = version + 1
                        WHERE id = ? AND version = ?""")
                .params(Arrays.asList(
                        settings.name(),
                        settings.accountId(),
                        settings.weight(),
                        settings.tier(),
                        settings.maxInFlight(),
                        settings.allowedModels().toArray(String[]::new),
                        disabledAt,
                        Timestamp.from(now),
                        before.id(),
                        before.version()))
                .update());
    }

    void replace(KeyView before, Origin origin, Material material, Instant now) {
        require(jdbc.sql("""
                        UPDATE provider_key SET ciphertext = ?, master_key_id = ?, reference = ?, origin = ?, fingerprint = ?,
                            fingerprint_keyed = true,
                            last4 = ?, updated_at = ?, version = version + 1
                        WHERE id = ? AND version = ?""")
                .params(Arrays.asList(
                        material.ciphertext(),
                        material.masterKeyId(),
                        material.reference(),
                        origin.text(),
                        material.fingerprint(),
                        material.last4(),
                        Timestamp.from(now),
                        before.id(),
                        before.version()))
                .update());
    }

    /** Leaves its row and takes its secret. */
    void delete(KeyView before, Instant now) {
        require(jdbc.sql("""
                        UPDATE provider_key SET ciphertext = NULL, master_key_id = NULL, deleted_at = ?, updated_at = ?,
                            version = version + 1
                        WHERE id = ? AND version = ?""")
                .params(Timestamp.from(now), Timestamp.from(now), before.id(), before.version())
                .update());
    }

    private static void require(int changed) {
        if (changed == 0) {
            throw ProblemException.of(
                    ErrorCode.VERSION_CHANGED, "The resource was changed at the same time; read it again.");
        }
    }

    private static KeyView view(ResultSet row, Origin current) throws SQLException {
        Array models = row.getArray("allowed_models");
        Timestamp disabledAt = row.getTimestamp("disabled_at");
        return new KeyView(
                row.getObject("id", UUID.class),
                row.getObject("provider_id", UUID.class),
                row.getObject("account_id", UUID.class),
                row.getString("name"),
                row.getString("last4"),
                row.getString("reference"),
                row.getString("origin"),
                row.getString("origin").equals(current.text()),
                row.getInt("weight"),
                row.getInt("tier"),
                row.getObject("max_in_flight", Integer.class),
                List.of((String[]) models.getArray()),
                disabledAt == null ? null : disabledAt.toInstant(),
                null,
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getLong("version"),
                List.of());
    }
}
