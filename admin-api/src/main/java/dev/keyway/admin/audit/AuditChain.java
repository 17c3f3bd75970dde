package dev.keyway.admin.audit;

import dev.keyway.admin.database.Pipeline;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Proves the chain: each link follows from the one before, up to its end, and through heads that were stored elsewhere. */
final class AuditChain {

    private static final Logger LOG = LoggerFactory.getLogger(AuditChain.class);

    private final Pipeline pipeline;
    private final AuditKeys keys;
    private final HighestHead highest;
    private final AuditSettings settings;
    private final JsonMapper json;

    AuditChain(Pipeline pipeline, AuditKeys keys, HighestHead highest, AuditSettings settings, JsonMapper json) {
        this.pipeline = pipeline;
        this.keys = keys;
        this.highest = highest;
        this.settings = settings;
        this.json = json;
    }

    /** The chain's end, signed. Empty if the head was deleted past the service. */
    Optional<AuditHead> head() {
        Optional<AuditPlace> seen = highest.get();
        return AuditPlace.end(pipeline.jdbc()).map(end -> signed(end, seen));
    }

    private AuditHead signed(AuditPlace end, Optional<AuditPlace> seen) {
        seen.filter(place -> place.sequence() > end.sequence())
                .ifPresent(place -> LOG.error(
                        "the audit ends at entry {}, and this process has seen entry {}: it was cut, or an older"
                                + " database was restored",
                        end.sequence(),
                        place.sequence()));
        highest.saw(end);
        return AuditHead.sign(keys, end.sequence(), end.mac());
    }

    boolean isOurs(AuditHead head) {
        return head.isOurs(keys);
    }

    /** @param stored heads of earlier times, whose signatures are ours */
    Verification verify(List<AuditHead> stored) {
        // Before the state of the database that is verified, which so cannot be the older one.
        Optional<AuditPlace> seen = highest.get();
        return pipeline.readLong(jdbc -> {
            AuditWalk walk = walk(jdbc);
            stored.forEach(
                    head -> walk.mustMeet(new AuditPlace(head.sequence(), head.mac()), "the head that was given"));
            seen.ifPresent(place -> walk.mustMeet(place, "the head that this process saw"));
            return walk.walk(settings.keepMonths() > 0);
        });
    }

    /** The first thing that is wrong up to an entry. */
    Optional<Verification.Fault> faultUpTo(long sequence) {
        return pipeline.readLong(jdbc -> walk(jdbc).walkTo(sequence));
    }

    private AuditWalk walk(JdbcClient jdbc) {
        return new AuditWalk(jdbc, keys, json);
    }
}
