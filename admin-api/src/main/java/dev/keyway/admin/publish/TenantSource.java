package dev.keyway.admin.publish;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.database.Installation;
import dev.keyway.admin.label.LabelText;
import dev.keyway.admin.userkey.UserKeys;
import dev.keyway.contract.config.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tenants, with their user keys sealed anew to the gateway that is answered. */
@Component
final class TenantSource {

    private static final Logger LOG = LoggerFactory.getLogger(TenantSource.class);
    private static final String SQL = """
            SELECT x.id, x.name, x.zone, x.blocked_at, x.labels, x.tag_names, x.user_key, x.user_key_master_key_id
            FROM tenant x WHERE x.deleted_at IS NULL""";

    private final UserKeys keys;

    TenantSource(UserKeys keys) {
        this.keys = keys;
    }

    /** @param jdbc of the transaction that they are read in */
    Source<Tenant> sealedBy(AnswerSeal seal, JdbcClient jdbc) {
        UUID installation = Installation.id(jdbc);
        return new Source<>(Subject.TENANT, "tenants", SQL, row -> tenant(row, installation, seal));
    }

    private Tenant tenant(ResultSet row, UUID installation, AnswerSeal seal) throws SQLException {
        UUID id = Source.id(row);
        return new Tenant(
                id,
                row.getString("name"),
                row.getString("zone"),
                row.getTimestamp("blocked_at") != null,
                LabelText.read(row.getString("labels")),
                List.of((String[]) row.getArray("tag_names").getArray()),
                userKey(row, installation)
                        .map(key -> seal.close(key, Tenant.userKeyAssociatedData(id)))
                        .orElse(null));
    }

    private Optional<byte[]> userKey(ResultSet row, UUID installation) throws SQLException {
        byte @Nullable [] ciphertext = row.getBytes("user_key");
        if (ciphertext == null) {
            return Optional.empty();
        }
        Optional<byte[]> key =
                keys.open(installation, Source.id(row), row.getString("user_key_master_key_id"), ciphertext);
        if (key.isEmpty()) {
            LOG.warn(
                    "the user key of tenant {} cannot be decrypted: its row was changed outside the service",
                    Source.id(row));
        }
        return key;
    }
}
