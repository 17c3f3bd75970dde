package dev.keyway.admin.change;

import dev.keyway.admin.audit.AuditFailedException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts into the audit what changes nothing: that somebody failed to sign in, was refused, or took a copy. Anybody can cause such entries,
 * so there are 60 a minute at most; the next entry counts those left out.
 */
@Component
public final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int MOST_A_MINUTE = 60;

    private final Changes changes;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private Instant minute = Instant.MIN;
    private int written;
    private long leftOut;

    Notices(Changes changes, Clock clock, PlatformTransactionManager transactions) {
        this.changes = changes;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
        this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Writes it in a transaction of its own, if there is room; what is noted is answered all the same. */
    public void note(Change notice, Map<String, ?> details) {
        Map<String, Object> after = new TreeMap<>(details);
        long before = room();
        if (before < 0) {
            return;
        }
        if (before > 0) {
            after.put("leftOutBefore", before);
        }
        try {
            transactions.executeWithoutResult(status -> changes.record(
                    new Change(notice.action(), notice.subject(), notice.id(), notice.scope(), null, after)));
        } catch (AuditFailedException | DataAccessException | TransactionException failure) {
            LOG.warn("'{}' is not in the audit: {}", notice.action(), failure.getMessage());
        }
    }

    /** How many were left out before; negative if this one is, too. */
    private synchronized long room() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(minute)) {
            minute = now;
            written = 0;
        }
        if (written == MOST_A_MINUTE) {
            leftOut++;
            return -1;
        }
        written++;
        long before = leftOut;
        leftOut = 0;
        return before;
    }
}
