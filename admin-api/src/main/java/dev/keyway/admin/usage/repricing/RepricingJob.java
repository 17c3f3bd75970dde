package dev.keyway.admin.usage.repricing;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.problem.SqlFault;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Does repricings, oldest first, in chunks: each is a transaction that also stores where the next one begins, so that a repricing goes on
 * wherever it was cut. Each replica looks; the row of a repricing lets one at a time do a chunk of it.
 */
@Component
class RepricingJob {

    private static final Logger LOG = LoggerFactory.getLogger(RepricingJob.class);

    private final Pipeline pipeline;
    private final RepricingChunks chunks;
    private final Repricings repricings;
    private final CurrentCaller current;
    private final ReentrantLock turn = new ReentrantLock();

    RepricingJob(Pipeline pipeline, RepricingChunks chunks, Repricings repricings, CurrentCaller current) {
        this.pipeline = pipeline;
        this.chunks = chunks;
        this.repricings = repricings;
        this.current = current;
    }

    @Scheduled(fixedRate = 1, initialDelay = 1, timeUnit = TimeUnit.SECONDS)
    void run() {
        if (turn.tryLock()) {
            try {
                while (!Thread.currentThread().isInterrupted() && step()) {
                    LOG.debug("a chunk of a repricing is done");
                }
            } finally {
                turn.unlock();
            }
        }
    }

    /** @return whether there was something to do */
    private boolean step() {
        Optional<UUID> next = Optional.empty();
        try {
            next = pipeline.jdbc()
                    .sql("SELECT id FROM repricing WHERE state = 'RUNNING' ORDER BY created_at, id LIMIT 1")
                    .query(UUID.class)
                    .optional();
            if (next.isEmpty()) {
                return false;
            }
            UUID id = next.get();
            RepricingChunks.Left left = pipeline.writeAgain(transaction -> chunks.next(transaction, id));
            if (left == RepricingChunks.Left.NOTHING) {
                end(id, null);
            }
            return left != RepricingChunks.Left.TO_ANOTHER;
        } catch (DataAccessException | ArithmeticException e) {
            if (next.isEmpty() || !isOfTheData(e)) {
                throw e;
            }
            LOG.error("the repricing {} has failed", next.get(), e);
            end(next.get(), "A cost or a sum is out of range. What was adjusted before remains.");
            return true;
        }
    }

    private void end(UUID id, @Nullable String failure) {
        current.asSystem(() -> {
            repricings.end(id, failure);
            return true;
        });
    }

    /** A value out of range, or a constraint that it breaks: the next time it would be the same. */
    private static boolean isOfTheData(RuntimeException failure) {
        return failure instanceof ArithmeticException
                || SqlFault.of(failure)
                        .filter(fault ->
                                fault.state().startsWith("22") || fault.state().startsWith("23"))
                        .isPresent();
    }
}
