package dev.keyway.admin.audit;

import dev.keyway.admin.database.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Proves the chain: each link follows from the one before, up to its end, and through heads that were kept elsewhere. */
final class AuditChain {

    private static final int BATCH = 1000;
    private static final String NOTHING = "0".repeat(64);

    private final Pipeline pipeline;
    private final AuditKeys keys;
    private final JsonMapper json;

    AuditChain(Pipeline pipeline, AuditKeys keys, JsonMapper json) {
        this.pipeline = pipeline;
        this.keys = keys;
        this.json = json;
    }

    /** The chain's end, signed. */
    AuditHead head() {
        return sign(end(pipeline.jdbc()));
    }

    boolean isOurs(AuditHead head) {
        return head.isOurs(keys);
    }

    /** @param kept heads of earlier times, whose signatures are ours */
    Verification verify(List<AuditHead> kept) {
        return pipeline.read(jdbc -> {
            jdbc.sql("SET LOCAL statement_timeout = 0").update();
            return new Walk(jdbc, kept).walk();
        });
    }

    private AuditHead sign(Place end) {
        return AuditHead.sign(keys, end.sequence(), end.mac());
    }

    private static Place end(JdbcClient jdbc) {
        return jdbc.sql("SELECT sequence, encode(mac, 'hex') FROM audit_head")
                .query((row, n) -> new Place(row.getLong(1), row.getString(2)))
                .single();
    }

    private record Place(long sequence, String mac) {}

    /** One verification, on one state of the database. */
    private final class Walk {

        private final JdbcClient jdbc;
        private final Map<Long, List<AuditHead>> kept = new TreeMap<>();
        private final List<Verification.Fault> faults = new ArrayList<>();
        private Place last = new Place(0, NOTHING);
        private long entries;

        Walk(JdbcClient jdbc, List<AuditHead> heads) {
            this.jdbc = jdbc;
            heads.forEach(head -> kept.computeIfAbsent(head.sequence(), at -> new ArrayList<>())
                    .add(head));
        }

        Verification walk() {
            Place end = end(jdbc);
            startAfterWhatWasDropped();
            meetKept();
            List<AuditLink> batch = List.of();
            do {
                batch = jdbc.sql(AuditLink.SELECT + "WHERE sequence > ? ORDER BY sequence LIMIT ?")
                        .params(last.sequence(), BATCH)
                        .query(AuditLink::of)
                        .list();
                batch.forEach(this::follow);
            } while (batch.size() == BATCH && faults.isEmpty());
            if (faults.isEmpty() && !end.equals(last)) {
                fault(
                        last.sequence() + 1,
                        "the chain was written up to %d and ends before it".formatted(end.sequence()));
            }
            kept.keySet().stream()
                    .filter(sequence -> sequence > last.sequence())
                    .findFirst()
                    .filter(sequence -> faults.isEmpty())
                    .ifPresent(sequence -> fault(
                            last.sequence() + 1,
                            "a head that was kept is of entry %d, which is gone".formatted(sequence)));
            return new Verification(faults.isEmpty(), entries, faults, sign(end).text());
        }

        /** Months that were dropped left their last entry, sealed. */
        private void startAfterWhatWasDropped() {
            jdbc.sql("""
                            SELECT sequence, encode(mac, 'hex') AS mac, key_id, encode(seal, 'hex') AS seal
                            FROM audit_closing ORDER BY month DESC LIMIT 1""")
                    .query((row, n) -> new AuditHead(
                            row.getLong("sequence"),
                            row.getString("mac"),
                            row.getString("key_id"),
                            row.getString("seal")))
                    .optional()
                    .ifPresent(closing -> {
                        last = new Place(closing.sequence(), closing.mac());
                        if (!closing.isOurs(keys)) {
                            fault(closing.sequence(), "the seal of what was dropped up to here is not ours");
                        }
                    });
        }

        private void follow(AuditLink link) {
            if (!faults.isEmpty()) {
                return;
            }
            long sequence = link.entry().sequence();
            if (sequence != last.sequence() + 1) {
                fault(last.sequence() + 1, "is missing; the next that is there is " + sequence);
                return;
            }
            Optional<String> mac =
                    keys.link(link.keyId(), last.mac(), sequence, link.entry().canonical(json));
            if (mac.isEmpty()) {
                fault(
                        sequence,
                        "was signed with the key '%s', which is not in KEYWAY_AUDIT_KEYS".formatted(link.keyId()));
            } else if (!mac.get().equals(link.mac())) {
                fault(sequence, "is not as it was written, or does not follow the one before");
            } else {
                entries++;
                last = new Place(sequence, link.mac());
                meetKept();
            }
        }

        private void meetKept() {
            kept.getOrDefault(last.sequence(), List.of()).stream()
                    .filter(head -> !head.mac().equals(last.mac()))
                    .findFirst()
                    .ifPresent(head -> fault(
                            last.sequence(),
                            "differs from the head that was kept: the chain was made anew up to here"));
        }

        private void fault(long sequence, String message) {
            faults.add(new Verification.Fault(sequence, message));
        }
    }
}
