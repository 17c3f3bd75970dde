package dev.keyway.admin.publish;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.database.Installation;
import dev.keyway.admin.providerkey.KeyOpener;
import dev.keyway.admin.providerkey.KeyReference;
import dev.keyway.admin.providerkey.StoredKey;
import dev.keyway.contract.Secret;
import dev.keyway.contract.config.ProviderKey;
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

/** Provider keys, sealed anew to the gateway that is answered. */
@Component
final class KeySource {

    private static final Logger LOG = LoggerFactory.getLogger(KeySource.class);
    private static final String SQL = """
            SELECT x.id, x.provider_id, x.account_id, x.name, x.last4, x.origin, x.reference, x.ciphertext, x.master_key_id,
                x.weight, x.tier, x.max_in_flight, x.allowed_models, x.disabled_at
            FROM provider_key x JOIN provider p ON p.id = x.provider_id AND p.deleted_at IS NULL
            WHERE x.deleted_at IS NULL""";

    private final KeyOpener opener;

    KeySource(KeyOpener opener) {
        this.opener = opener;
    }

    /** @param jdbc of the transaction that they are read in */
    Source<ProviderKey> sealedBy(AnswerSeal seal, JdbcClient jdbc) {
        UUID installation = Installation.id(jdbc);
        return new Source<>(Subject.PROVIDER_KEY, "keys", SQL, row -> key(row, installation, seal));
    }

    private ProviderKey key(ResultSet row, UUID installation, AnswerSeal seal) throws SQLException {
        UUID id = Source.id(row);
        UUID provider = row.getObject("provider_id", UUID.class);
        String origin = row.getString("origin");
        return new ProviderKey(
                id,
                provider,
                Source.id(row, "account_id"),
                row.getString("name"),
                row.getString("last4"),
                origin,
                reference(row),
                stored(row, installation)
                        .map(secret -> seal.close(secret, id, provider, origin))
                        .orElse(null),
                row.getInt("weight"),
                row.getInt("tier"),
                row.getObject("max_in_flight", Integer.class),
                List.of((String[]) row.getArray("allowed_models").getArray()),
                row.getTimestamp("disabled_at") != null);
    }

    private static @Nullable String reference(ResultSet row) throws SQLException {
        String reference = row.getString("reference");
        if (reference != null && !KeyReference.isOne(reference)) {
            LOG.warn("provider key {} has a reference that gateways do not resolve: enter it again", Source.id(row));
            return null;
        }
        return reference;
    }

    private Optional<Secret> stored(ResultSet row, UUID installation) throws SQLException {
        byte @Nullable [] ciphertext = row.getBytes("ciphertext");
        if (ciphertext == null) {
            return Optional.empty();
        }
        Optional<Secret> secret = opener.open(new StoredKey(
                installation,
                Source.id(row),
                row.getObject("provider_id", UUID.class),
                row.getString("origin"),
                row.getString("master_key_id"),
                ciphertext));
        if (secret.isEmpty()) {
            LOG.warn("provider key {} cannot be decrypted: its row was changed outside the service", Source.id(row));
        }
        return secret;
    }
}
