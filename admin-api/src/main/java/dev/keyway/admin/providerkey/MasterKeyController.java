package dev.keyway.admin.providerkey;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.ListRequest;
import dev.keyway.admin.paging.Page;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The way from one master key to the next: add it, put it first, seal anew, remove the old one. */
@RestController
@RequestMapping("/api/v1/master-keys")
class MasterKeyController {

    private final Rewrapping rewrapping;
    private final Seal seal;
    private final Changes changes;
    private final ApplicationEventPublisher events;
    private final Ids ids;
    private final TransactionTemplate transactions;

    MasterKeyController(
            Rewrapping rewrapping,
            Seal seal,
            Changes changes,
            ApplicationEventPublisher events,
            Ids ids,
            PlatformTransactionManager transactions) {
        this.rewrapping = rewrapping;
        this.seal = seal;
        this.changes = changes;
        this.events = events;
        this.ids = ids;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** Lists the master keys by id, with how many secrets each seals; never the keys themselves. */
    @GetMapping
    Page<MasterKeyView> list(ListRequest list) {
        return Page.whole(rewrapping.keys(), list);
    }

    /** Seals all secrets again with the first master key. */
    @PostMapping("/rewrap")
    Rewrapped rewrap() {
        Rewrapping.Done done = run();
        Rewrapped answer = new Rewrapped(done.providerKeys());
        UUID run = ids.next();
        transactions.executeWithoutResult(status -> {
            changes.record(new Change("rewrapped", Subject.MASTER_KEY, run, Scope.INSTALLATION, null, answer));
            int sealed = done.all();
            if (sealed > 0) {
                events.publishEvent(new MasterKeyRotation.Finished(seal.writer(), run, sealed));
            }
        });
        return answer;
    }

    private Rewrapping.Done run() {
        try {
            return rewrapping.run();
        } catch (DataAccessException | TransactionException away) {
            throw reported(away, "the database failed");
        } catch (IllegalStateException unopened) {
            throw reported(unopened, String.valueOf(unopened.getMessage()));
        }
    }

    private <E extends RuntimeException> E reported(E failure, String reason) {
        try {
            transactions.executeWithoutResult(
                    status -> events.publishEvent(new MasterKeyRotation.Failed(seal.writer(), reason)));
        } catch (DataAccessException | TransactionException away) {
            failure.addSuppressed(away);
        }
        return failure;
    }

    /** @param providerKeys how many were sealed anew */
    record Rewrapped(int providerKeys) {}
}
