package dev.keyway.admin.providerkey;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.identity.Ids;
import java.util.List;
import org.springframework.transaction.PlatformTransactionManager;
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
    private final Changes changes;
    private final Ids ids;
    private final TransactionTemplate transactions;

    MasterKeyController(Rewrapping rewrapping, Changes changes, Ids ids, PlatformTransactionManager transactions) {
        this.rewrapping = rewrapping;
        this.changes = changes;
        this.ids = ids;
        this.transactions = new TransactionTemplate(transactions);
    }

    @GetMapping
    List<MasterKeyView> list() {
        return rewrapping.keys();
    }

    @PostMapping("/rewrap")
    Rewrapped rewrap() {
        Rewrapped done = new Rewrapped(rewrapping.run());
        transactions.executeWithoutResult(status -> changes.record(
                new Change("rewrapped", Subject.MASTER_KEY, ids.next(), Scope.INSTALLATION, null, done)));
        return done;
    }

    /** @param providerKeys how many were sealed anew */
    record Rewrapped(int providerKeys) {}
}
