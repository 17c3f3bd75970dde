package dev.keyway.admin.change;

import dev.keyway.admin.audit.AuditDraft;
import dev.keyway.admin.audit.AuditLog;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.revision.ConfigChange;
import dev.keyway.admin.revision.Revisions;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records the changes of a transaction: audit entries and the revision, written right before commit, after all other writes, so that
 * the two locks that every change takes are held as short as possible and in one order.
 */
@Component
public final class Changes implements ChangeLog {

    private final AuditLog audit;
    private final Revisions revisions;
    private final CurrentCaller caller;
    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    Changes(
            AuditLog audit,
            Revisions revisions,
            CurrentCaller caller,
            EntityManager entities,
            JdbcClient jdbc,
            JsonMapper json) {
        this.audit = audit;
        this.revisions = revisions;
        this.caller = caller;
        this.entities = entities;
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Judges the version that a DELETE names before anything is done for it.
     *
     * @throws ProblemException if the current call deletes this and names another version of it
     */
    public void requireVersion(Change deletion) {
        Deletions.requireVersion(deletion);
    }

    /**
     * Records a change; before and after are recorded as they are now.
     *
     * @throws IllegalStateException outside of a transaction
     */
    @Override
    public void record(Change change) {
        Deletions.requireVersion(change);
        recorded()
                .add(
                        change,
                        new AuditDraft(
                                change.action(),
                                change.subject().text(),
                                change.id().toString(),
                                change.scope(),
                                tree(change.before()),
                                tree(change.after())));
    }

    /** Writes what was changed until now, so that versions are those that the answer shows. */
    @Override
    public void flush() {
        entities.flush();
    }

    private @Nullable JsonNode tree(@Nullable Object shown) {
        return shown == null ? null : json.valueToTree(shown);
    }

    private RecordedChanges recorded() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a change needs a transaction");
        }
        if (TransactionSynchronizationManager.getResource(this) instanceof RecordedChanges known) {
            return known;
        }
        RecordedChanges recorded = new RecordedChanges();
        TransactionSynchronizationManager.bindResource(this, recorded);
        TransactionSynchronizationManager.registerSynchronization(recorded);
        return recorded;
    }

    private final class RecordedChanges implements TransactionSynchronization {

        private final List<AuditDraft> drafts = new ArrayList<>();
        private final List<ConfigChange> configuration = new ArrayList<>();

        void add(Change change, AuditDraft draft) {
            drafts.add(draft);
            if (change.subject().reachesGateways()) {
                configuration.add(new ConfigChange(change.subject().text(), change.id(), change.isDeletion()));
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            entities.flush();
            audit.append(jdbc, caller.get(), drafts);
            if (!configuration.isEmpty()) {
                long unused = revisions.raise(jdbc, configuration);
            }
        }

        @Override
        public void afterCompletion(int status) {
            Object unused = TransactionSynchronizationManager.unbindResourceIfPossible(Changes.this);
        }
    }
}
