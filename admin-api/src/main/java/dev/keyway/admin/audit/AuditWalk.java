package dev.keyway.admin.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** One verification, on one state of the database: from where the audit begins, link by link, to where it ends. */
final class AuditWalk {

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final AuditKeys keys;
    private final JsonMapper json;
    private final Map<Long, List<Known>> known = new TreeMap<>();
    private final List<Verification.Fault> faults = new ArrayList<>();
    private final List<Verification.Fault> unproven = new ArrayList<>();
    private AuditPlace last = AuditPlace.START;
    private long entries;

    AuditWalk(JdbcClient jdbc, AuditKeys keys, JsonMapper json) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.json = json;
    }

    /** A place that the chain must lead through. */
    void mustMeet(AuditPlace place, String name) {
        known.computeIfAbsent(place.sequence(), at -> new ArrayList<>()).add(new Known(name, place.mac()));
    }

    /** The whole chain. */
    Verification walk(boolean monthsAreDropped) {
        Optional<AuditPlace> stored = AuditPlace.end(jdbc);
        begin(monthsAreDropped);
        follow(Long.MAX_VALUE);
        AuditPlace end = stored.orElse(last);
        if (stored.isEmpty()) {
            fault("cannot follow: the head of the audit is missing");
        } else if (faults.isEmpty() && !end.equals(last)) {
            fault("entries up to %d are missing at the end of the chain".formatted(end.sequence()));
        }
        known.entrySet().stream()
                .filter(places -> places.getKey() > last.sequence())
                .findFirst()
                .filter(places -> faults.isEmpty())
                .ifPresent(places -> fault("%s is of entry %d, which is gone"
                        .formatted(places.getValue().getFirst().name(), places.getKey())));
        String head = AuditHead.sign(keys, end.sequence(), end.mac()).text();
        return new Verification(faults.isEmpty() && unproven.isEmpty(), entries, faults, unproven, head);
    }

    /** The first thing that is wrong up to an entry, the last of a month that is to be dropped. */
    Optional<Verification.Fault> walkTo(long sequence) {
        begin(true);
        follow(sequence);
        if (faults.isEmpty() && last.sequence() != sequence) {
            fault("the chain ends before entry %d".formatted(sequence));
        }
        return faults.stream().findFirst();
    }

    /** Months that were dropped left their last entry, sealed. */
    private void begin(boolean monthsAreDropped) {
        AuditClosing.latest(jdbc).ifPresent(closing -> {
            last = new AuditPlace(closing.sequence(), closing.mac());
            if (!closing.isOurs(keys)) {
                faultAt(closing.sequence(), "the seal of what was dropped up to here is not ours");
            } else if (!monthsAreDropped) {
                faultAt(
                        closing.sequence(),
                        "%s was dropped, and KEYWAY_AUDIT_KEEPMONTHS is 0: no month is dropped"
                                .formatted(closing.month()));
            }
        });
        known.forEach((sequence, places) -> {
            if (sequence < last.sequence()) {
                unproven.add(new Verification.Fault(
                        sequence,
                        "%s lies before entry %d, where what is left of the audit begins: it cannot be shown"
                                .formatted(places.getFirst().name(), last.sequence())));
            }
        });
        meetKnown();
    }

    private void follow(long to) {
        List<AuditLink> batch;
        do {
            batch = jdbc.sql(AuditLink.SELECT + "WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?")
                    .params(last.sequence(), to, BATCH)
                    .query(AuditLink::of)
                    .list();
            batch.forEach(this::follow);
        } while (batch.size() == BATCH && faults.isEmpty());
    }

    private void follow(AuditLink link) {
        if (!faults.isEmpty()) {
            return;
        }
        long sequence = link.entry().sequence();
        if (sequence != last.sequence() + 1) {
            fault("is missing; the next that is there is " + sequence);
            return;
        }
        Optional<String> mac =
                keys.link(link.keyId(), last.mac(), sequence, link.entry().canonical(json));
        if (mac.isEmpty()) {
            fault("was signed with the key '%s', which is not in KEYWAY_AUDIT_KEYS".formatted(link.keyId()));
        } else if (!mac.get().equals(link.mac())) {
            fault("was modified, or is out of sequence");
        } else {
            entries++;
            last = new AuditPlace(sequence, link.mac());
            meetKnown();
        }
    }

    private void meetKnown() {
        known.getOrDefault(last.sequence(), List.of()).stream()
                .filter(place -> !place.mac().equals(last.mac()))
                .findFirst()
                .ifPresent(place -> faultAt(
                        last.sequence(), "differs from %s: the chain was replaced up to here".formatted(place.name())));
    }

    /** Of the entry that comes next. */
    private void fault(String message) {
        faultAt(last.sequence() + 1, message);
    }

    private void faultAt(long sequence, String message) {
        faults.add(new Verification.Fault(sequence, message));
    }

    private record Known(String name, String mac) {}
}
