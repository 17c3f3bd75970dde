package dev.keyway.admin.providerkey;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.contract.Secret;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The key of the fingerprints, made at the first start of an installation and sealed with the first master key at each. The
 * fingerprints of an earlier release are brought to it, those of deleted keys too.
 */
final class FingerprintKey {

    private static final int BYTES = 32;

    private final Seal seal;
    private final RandomGenerator random;

    FingerprintKey(Seal seal, RandomGenerator random) {
        this.seal = seal;
        this.random = random;
    }

    /** @param jdbc of a transaction, which locks the installation */
    Fingerprints prepare(JdbcClient jdbc) {
        Row row = jdbc.sql("SELECT id, fingerprint_key, fingerprint_master_key_id FROM installation FOR UPDATE")
                .query((found, n) -> new Row(
                        found.getObject(1, UUID.class),
                        found.getString(3) == null ? null : new Sealed(found.getString(3), found.getBytes(2))))
                .single();
        FingerprintBinding binding = new FingerprintBinding(row.installation());
        Secret key = row.sealed() == null ? fresh() : open(row.sealed(), binding);
        if (row.sealed() == null || !row.sealed().masterKeyId().equals(seal.writer())) {
            Sealed anew = seal.close(key, binding);
            int unused = jdbc.sql("UPDATE installation SET fingerprint_key = ?, fingerprint_master_key_id = ?")
                    .params(anew.ciphertext(), anew.masterKeyId())
                    .update();
        }
        Fingerprints fingerprints = new Fingerprints(Base64.getDecoder().decode(key.reveal()));
        bring(jdbc, fingerprints);
        return fingerprints;
    }

    /** A release before this one may still run, and add a key that is there already: of such two one stays as it is. */
    private static void bring(JdbcClient jdbc, Fingerprints fingerprints) {
        List<Unkeyed> rows = jdbc.sql("SELECT id, fingerprint FROM provider_key WHERE NOT fingerprint_keyed FOR UPDATE")
                .query((row, n) -> new Unkeyed(
                        row.getObject(1, UUID.class), HexFormat.of().formatHex(fingerprints.of(row.getBytes(2)))))
                .list();
        if (!rows.isEmpty()) {
            int unused = jdbc.sql("""
                            UPDATE provider_key k SET fingerprint = decode(fresh.print, 'hex'), fingerprint_keyed = true
                            FROM unnest(?::uuid[], ?::text[]) AS fresh (id, print)
                            WHERE k.id = fresh.id AND (k.deleted_at IS NOT NULL OR NOT EXISTS (
                                SELECT FROM provider_key o WHERE o.provider_id = k.provider_id AND o.deleted_at IS NULL
                                  AND o.fingerprint = decode(fresh.print, 'hex')))""")
                    .params(Arrays.asList(
                            rows.stream().map(row -> row.id().toString()).toArray(String[]::new),
                            rows.stream().map(Unkeyed::print).toArray(String[]::new)))
                    .update();
        }
    }

    private Secret fresh() {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return Secret.of(Base64.getEncoder().encodeToString(key));
    }

    private Secret open(Sealed sealed, FingerprintBinding binding) {
        Optional<Secret> key = seal.open(sealed, binding);
        return key.orElseThrow(() -> new InvalidSettingException(
                "KEYWAY_MASTER_KEYS",
                "the key '%s' is not the one with which this database was sealed".formatted(sealed.masterKeyId())));
    }

    private record Row(UUID installation, @Nullable Sealed sealed) {}

    private record Unkeyed(UUID id, String print) {}
}
