package dev.keyway.admin.providerkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A dump of the database does not help to guess keys by their fingerprints, and a key is still known again. */
class FingerprintIT {

    private static final String WEAK = "password123";

    @Test
    void fingerprintsAreKeyedAlsoThoseOfAnEarlierRelease() {
        try (AdminServer server = AdminServer.start()) {
            UUID installation = server.sql()
                    .sql("SELECT id FROM keyway.installation")
                    .query(UUID.class)
                    .single();
            byte[] guess = Fingerprints.unkeyed(WEAK, installation);
            Api owner = server.owner();
            String keys = owner.post("/api/v1/providers", "{\"slug\": \"p\", \"baseUrl\": \"https://8.8.8.8\"}")
                            .expect(201)
                            .header("Location")
                    + "/keys";
            String first = owner.post(keys, key("gone")).expect(201).header("Location");
            owner.delete(first).expect(204);
            owner.post(keys, key("here")).expect(201);
            requireUnlike(server, guess);

            server.sql()
                    .sql("UPDATE keyway.provider_key SET fingerprint = ?, fingerprint_keyed = false")
                    .param(guess)
                    .update();
            String another = "m2:qg4Zk0yQk8m8W3nE6p1sH5vR7tB2xL9cD4fJ0uKaYwM=," + AdminServer.MASTER_KEY;
            try (AdminServer upgraded = server.replica(Map.of("keyway.master.keys", another))) {
                requireUnlike(server, guess);
                owner.at(upgraded).post(keys, key("again")).expect(409);
                owner.post(keys, key("again")).expect(409);
                assertThat(server.sql()
                                .sql("SELECT fingerprint_master_key_id FROM keyway.installation")
                                .query(String.class)
                                .single())
                        .isEqualTo("m2");
            }
        }
    }

    private static void requireUnlike(AdminServer server, byte[] guess) {
        List<byte[]> stored = server.sql()
                .sql("SELECT fingerprint FROM keyway.provider_key")
                .query((row, n) -> row.getBytes(1))
                .list();
        assertThat(stored).hasSize(2).allSatisfy(print -> assertThat(print).isNotEqualTo(guess));
    }

    private static String key(String name) {
        return "{\"name\": \"%s\", \"secret\": \"%s\"}".formatted(name, WEAK);
    }
}
