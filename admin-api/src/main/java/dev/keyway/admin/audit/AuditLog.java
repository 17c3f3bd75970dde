package dev.keyway.admin.audit;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.problem.SqlFault;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Adds entries to the chain, in the transaction of the change that they report. */
public final class AuditLog {

    private final AuditKeys keys;
    private final HighestHead highest;
    private final Clock clock;
    private final JsonMapper json;

    AuditLog(AuditKeys keys, HighestHead highest, Clock clock, JsonMapper json) {
        this.keys = keys;
        this.highest = highest;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Adds entries, in this order. It locks the chain's head until the transaction ends, so nothing but the revision may
     * be written after it.
     *
     * @param jdbc of the transaction
     */
    public void append(JdbcClient jdbc, Caller actor, List<AuditDraft> drafts) {
        try {
            write(jdbc, actor, drafts);
        } catch (DataAccessException failure) {
            if (SqlFault.of(failure).filter(SqlFault::isPassing).isPresent()) {
                throw failure;
            }
            throw new AuditFailedException(failure);
        }
    }

    private void write(JdbcClient jdbc, Caller actor, List<AuditDraft> drafts) {
        AuditPlace head = jdbc.sql("SELECT sequence, encode(mac, 'hex') FROM audit_head FOR UPDATE")
                .query((row, n) -> new AuditPlace(row.getLong(1), row.getString(2)))
                .single();
        Instant at = clock.instant();
        List<AuditLink> links = new ArrayList<>();
        for (AuditDraft draft : drafts) {
            AuditLink link = link(head, entry(head.sequence() + 1, at, actor, draft));
            links.add(link);
            head = new AuditPlace(link.entry().sequence(), link.mac());
        }
        AuditLink.insert(jdbc, links);
        jdbc.sql("UPDATE audit_head SET sequence = ?, mac = decode(?, 'hex')")
                .params(head.sequence(), head.mac())
                .update();
        TransactionSynchronizationManager.registerSynchronization(new Seen(head));
    }

    private AuditLink link(AuditPlace head, AuditEntry entry) {
        String keyId = keys.writer();
        String mac = keys.link(keyId, head.mac(), entry.sequence(), entry.canonical(json))
                .orElseThrow();
        return new AuditLink(entry, keyId, mac);
    }

    private AuditEntry entry(long sequence, Instant at, Caller actor, AuditDraft draft) {
        return new AuditEntry(
                sequence,
                at,
                actor.kind(),
                actor.id(),
                actor.name(),
                actor.address(),
                draft.action(),
                draft.kind(),
                draft.objectId(),
                draft.scope().tenant(),
                draft.scope().team(),
                text(draft.before()),
                text(draft.after()),
                actor.reason());
    }

    private @Nullable String text(@Nullable JsonNode value) {
        return value == null ? null : CanonicalJson.text(json, value);
    }

    /** What is committed was seen. */
    private final class Seen implements TransactionSynchronization {

        private final AuditPlace head;

        Seen(AuditPlace head) {
            this.head = head;
        }

        @Override
        public void afterCommit() {
            highest.saw(head);
        }
    }
}
