package dev.keyway.admin.providerkey;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.provider.Origin;
import dev.keyway.contract.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    /** How many keys each master key seals. */
    List<MasterKeyView> keys() {
        Map<String, Long> sealed = new HashMap<>();
        pipeline.jdbc()
                .sql("SELECT master_key_id, count(*) FROM provider_key WHERE master_key_id IS NOT NULL GROUP BY 1")
                .query(row -> {
                    sealed.put(row.getString(1), row.getLong(2));
                });
        return seal.ids().stream()
                .map(id -> new MasterKeyView(id, id.equals(seal.writer()), sealed.getOrDefault(id, 0L)))
                .toList();
    }

    /** How many were sealed anew. */
    int run() {
        int all = 0;
        int some;
        do {
            some = pipeline.write(this::part);
            all += some;
        } while (some > 0);
        return all;
    }

    /** Rows that another replica holds are its own to do. */
    private int part(JdbcClient jdbc) {
        UUID installation =
                jdbc.sql("SELECT id FROM installation").query(UUID.class).single();
        List<Row> rows = jdbc.sql("""
                        SELECT id, provider_id, origin, master_key_id, ciphertext FROM provider_key
                        WHERE master_key_id = ANY (?) ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED""")
                .params(others(), PART)
                .query((row, n) -> new Row(
                        new Binding(
                                installation,
                                row.getObject("id", UUID.class),
                                row.getObject("provider_id", UUID.class),
                                new Origin(row.getString("origin"))),
                        new Sealed(row.getString("master_key_id"), row.getBytes("ciphertext"))))
                .list();
        for (Row row : rows) {
            Secret key = seal.open(row.sealed(), row.binding())
                    .orElseThrow(() -> new IllegalStateException("provider key "
                            + row.binding().key() + " cannot be opened: its row was changed past the service"));
            Sealed anew = seal.close(key, row.binding());
            jdbc.sql("UPDATE provider_key SET ciphertext = ?, master_key_id = ? WHERE id = ?")
                    .params(anew.ciphertext(), anew.masterKeyId(), row.binding().key())
                    .update();
        }
        return rows.size();
    }

    private String[] others() {
        return seal.ids().stream().filter(id -> !id.equals(seal.writer())).toArray(String[]::new);
    }

    private record Row(Binding binding, Sealed sealed) {}
}
