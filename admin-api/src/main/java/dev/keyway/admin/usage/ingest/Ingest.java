package dev.keyway.admin.usage.ingest;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.SqlFault;
import dev.keyway.contract.control.Contract;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageTaken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes usage batches in: each as a whole or not at all, and again if the database asks for that. */
@Component
class Ingest {

    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BatchReader reader = new BatchReader();
    private final JsonMapper json = new JsonMapper();
    private final Pipeline pipeline;
    private final Booking booking;

    /** Each holds a batch in memory and a connection; snapshots and jobs must find some left. */
    private final Semaphore turns = new Semaphore(4);

    Ingest(Pipeline pipeline, Booking booking) {
        this.pipeline = pipeline;
        this.booking = booking;
    }

    /**
     * @param packed whether the body is compressed by gzip
     * @throws ProblemException if it has no valid header, or is written in a contract of a later release
     */
    UsageTaken take(UUID gateway, byte[] body, boolean packed) throws InterruptedException {
        return take(body, packed, batch -> whole(gateway, batch));
    }

    /** The same, where the log that a batch is of decides what to do. */
    UsageTaken take(byte[] body, boolean packed, Function<Batch, UsageTaken> work) throws InterruptedException {
        if (!turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw ProblemException.later(
                    ErrorCode.SERVICE_BUSY, "Other batches are being stored: try again.", PATIENCE);
        }
        try {
            Batch batch = reader.read(body, packed);
            if (batch.header().contract() > Contract.VERSION) {
                throw ProblemException.of(
                        ErrorCode.CONTRACT_UNKNOWN,
                        "The batch is written in version %d of the contract, this release knows %d: upgrade the admin service."
                                .formatted(batch.header().contract(), Contract.VERSION));
            }
            return work.apply(batch);
        } finally {
            turns.release();
        }
    }

    /** Takes a batch that was read. */
    UsageTaken whole(UUID gateway, Batch batch) {
        try {
            return pipeline.writeAgain(jdbc -> booking.book(jdbc, gateway, batch));
        } catch (DataAccessException e) {
            if (!isOfTheData(e)) {
                throw e;
            }
            LOG.error("a usage batch cannot be stored as a whole, and is stored in parts", e);
            return inParts(gateway, batch);
        }
    }

    /** Finds the events that the database refuses, although nothing here knows why; the others are stored. */
    private UsageTaken inParts(UUID gateway, Batch batch) {
        List<Unreadable> refused = new ArrayList<>(batch.unreadable());
        int[] taken = new int[1];
        part(gateway, batch, batch.events(), refused, taken);
        Batch rest = new Batch(
                batch.header(),
                List.of(),
                batch.repeated()
                        + batch.events().size()
                        - taken[0]
                        - (refused.size() - batch.unreadable().size()),
                refused);
        UsageTaken end = pipeline.writeAgain(jdbc -> booking.book(jdbc, gateway, rest));
        return new UsageTaken(end.mark(), end.timeline(), end.now(), taken[0], end.repeated(), end.rejected());
    }

    private void part(UUID gateway, Batch batch, List<UsageEvent> events, List<Unreadable> refused, int[] taken) {
        try {
            taken[0] += pipeline.writeAgain(
                    jdbc -> booking.book(jdbc, gateway, batch.header().logId(), events));
        } catch (DataAccessException e) {
            if (!isOfTheData(e)) {
                throw e;
            }
            if (events.size() == 1) {
                UsageEvent event = events.getFirst();
                String reason = "the database refuses it: "
                        + SqlFault.of(e).map(SqlFault::state).orElse("");
                refused.add(new Unreadable(json.writeValueAsBytes(event), reason, event.sequence(), event.id()));
                return;
            }
            int half = events.size() / 2;
            part(gateway, batch, events.subList(0, half), refused, taken);
            part(gateway, batch, events.subList(half, events.size()), refused, taken);
        }
    }

    /** A value out of range, or a constraint that it breaks. */
    private static boolean isOfTheData(DataAccessException failure) {
        return SqlFault.of(failure)
                .filter(fault -> fault.state().startsWith("22") || fault.state().startsWith("23"))
                .isPresent();
    }
}
