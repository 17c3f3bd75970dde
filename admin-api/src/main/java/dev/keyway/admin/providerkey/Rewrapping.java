package dev.keyway.admin.providerkey;

import dev.keyway.admin.database.Installation;
import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.provider.Origin;
import dev.keyway.contract.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Seals with the first master key what was sealed with another, while all goes on. */
@Service
class Rewrapping {

    private static final int PART = 500;

    private final Pipeline pipeline;
    private final Seal seal;

    Rewrapping(Pipeline pipeline, Seal seal) {
        this.pipeline = pipeline;
        this.seal = seal;
    }

    /** How much each master key seals. */
    List<MasterKeyView> keys() {
        Map<String, Long> keys = sealed("SELECT id, master_key_id FROM provider_key");
        Map<String, Long> channels = sealed(
                "SELECT id, master_key_id FROM alert_channel UNION SELECT id, target_master_key_id FROM alert_channel");
        Map<String, Long> userKeys = sealed("SELECT id, user_key_master_key_id FROM tenant");
        return seal.ids().stream()
                .map(id -> new MasterKeyView(
                        id,
                        id.equals(seal.writer()),
                        keys.getOrDefault(id, 0L),
                        channels.getOrDefault(id, 0L),
                        userKeys.getOrDefault(id, 0L)))
                .toList();
    }

    private Map<String, Long> sealed(String rows) {
        Map<String, Long> sealed = new HashMap<>();
        pipeline.jdbc()
                .sql("SELECT key, count(*) FROM (" + rows + ") AS kept (id, key) WHERE key IS NOT NULL GROUP BY 1")
                .query(row -> {
                    sealed.put(row.getString(1), row.getLong(2));
                });
        return sealed;
    }

    /**
     * How much was sealed anew.
     *
     * @param ofChannels secrets and addresses of alert channels
     * @param userKeys user keys of tenants
     */
    record Done(int providerKeys, int ofChannels, int userKeys) {

        int all() {
            return providerKeys + ofChannels + userKeys;
        }
    }

    Done run() {
        int ofChannels = all(this::channels) + all(this::addresses);
        int userKeys = all(this::userKeys);
        return new Done(all(this::providerKeys), ofChannels, userKeys);
    }

    private int all(Function<JdbcClient, Integer> part) {
        int all = 0;
        int some;
        do {
            some = pipeline.write(part);
            all += some;
        } while (some > 0);
        return all;
    }

    private int providerKeys(JdbcClient jdbc) {
        UUID installation = Installation.id(jdbc);
        List<Row> rows = jdbc.sql("""
                        SELECT id, provider_id, origin, master_key_id, ciphertext FROM provider_key
                        WHERE master_key_id = ANY (?) ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED""")
                .params(others(), PART)
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Row(
                            id,
                            new Binding(
                                    installation,
                                    id,
                                    row.getObject("provider_id", UUID.class),
                                    new Origin(row.getString("origin"))),
                            new Sealed(row.getString("master_key_id"), row.getBytes("ciphertext")));
                })
                .list();
        return anew(jdbc, rows, "UPDATE provider_key SET ciphertext = ?, master_key_id = ? WHERE id = ?");
    }

    private int userKeys(JdbcClient jdbc) {
        UUID installation = Installation.id(jdbc);
        List<Row> rows = jdbc.sql("""
                        SELECT id, user_key, user_key_master_key_id FROM tenant
                        WHERE user_key_master_key_id = ANY (?) ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED""")
                .params(others(), PART)
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Row(
                            id,
                            new UserKeyBinding(installation, id),
                            new Sealed(row.getString("user_key_master_key_id"), row.getBytes("user_key")));
                })
                .list();
        return anew(jdbc, rows, "UPDATE tenant SET user_key = ?, user_key_master_key_id = ? WHERE id = ?");
    }

    private int channels(JdbcClient jdbc) {
        return ofChannels(jdbc, "secret", "master_key_id", ChannelBinding::new);
    }

    private int addresses(JdbcClient jdbc) {
        return ofChannels(jdbc, "target_sealed", "target_master_key_id", ChannelAddressBinding::new);
    }

    private int ofChannels(
            JdbcClient jdbc, String ciphertext, String masterKeyId, BiFunction<UUID, UUID, Bound> binding) {
        UUID installation = Installation.id(jdbc);
        List<Row> rows = jdbc.sql("""
                        SELECT id, %s, %s FROM alert_channel
                        WHERE %s = ANY (?) ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED""".formatted(ciphertext, masterKeyId, masterKeyId))
                .params(others(), PART)
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Row(
                            id,
                            binding.apply(installation, id),
                            new Sealed(row.getString(masterKeyId), row.getBytes(ciphertext)));
                })
                .list();
        return anew(
                jdbc, rows, "UPDATE alert_channel SET %s = ?, %s = ? WHERE id = ?".formatted(ciphertext, masterKeyId));
    }

    /** Rows that another replica holds are its own to do. */
    private int anew(JdbcClient jdbc, List<Row> rows, String update) {
        for (Row row : rows) {
            Secret secret = seal.open(row.sealed(), row.bound())
                    .orElseThrow(() -> new IllegalStateException("what " + row.id()
                            + " seals cannot be decrypted: its row was changed outside the service"));
            Sealed anew = seal.close(secret, row.bound());
            jdbc.sql(update)
                    .params(anew.ciphertext(), anew.masterKeyId(), row.id())
                    .update();
        }
        return rows.size();
    }

    private String[] others() {
        return seal.ids().stream().filter(id -> !id.equals(seal.writer())).toArray(String[]::new);
    }

    private record Row(UUID id, Bound bound, Sealed sealed) {}
}
