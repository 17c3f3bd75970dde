package dev.keyway.filters.shipping;

import dev.keyway.contract.usage.LogStatus;
import dev.keyway.contract.usage.UsageTaken;
import dev.keyway.filters.control.AdminUnavailableException;
import dev.keyway.filters.control.Backoff;
import dev.keyway.filters.control.ControlJson;
import dev.keyway.filters.control.ControlResponse;
import dev.keyway.filters.poolstate.AbandonedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Import of a usage log whose gateway does not run any more: ships all that its admin service lacks, as the gateway would have done, and
 * ends when all of it is stored. It can be repeated.
 */
public final class UsageImport {

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int TOO_LARGE = 413;
    private static final int NOT_READABLE = 400;
    private static final int SERVER_ERROR = 500;

    /** A batch is halved so often at most; more than that many responses without progress come from something that is wrong. */
    private static final int MOST_TROUBLES = 16;

    private final UsagePost post;
    private UsageImport.Result result = new Result(new UUID(0, 0), 0, 0, 0);
    private int troubles;

    private UsageImport(UsagePost post) {
        this.post = post;
    }

    /**
     * What was imported.
     *
     * @param logId the log
     * @param taken events that are booked by it
     * @param repeated events that were booked already
     * @param rejected events that could not be read; the admin service retains them
     */
    public record Result(UUID logId, long taken, long repeated, long rejected) {}

    /**
     * Imports the log in a state directory.
     *
     * @throws dev.keyway.filters.settings.InvalidSettingsException if a gateway is using the directory
     * @throws UsageImportException if the admin service refuses, or does not respond
     * @throws IOException if the directory cannot be read and written
     */
    public static Result run(Path directory, UsagePost post) throws IOException, InterruptedException {
        try (AbandonedLog log = AbandonedLog.open(directory)) {
            return new UsageImport(post).ship(directory, log);
        }
    }

    private Result ship(Path directory, AbandonedLog log) throws IOException, InterruptedException {
        Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, new Random());
        InstantSource clock = InstantSource.system();
        Shipment shipment =
                new Shipment(directory, log.segments(), stored -> {}, this::posted, () -> null, backoff, clock);
        do {
            LockSupport.parkNanos(shipment.ship().toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        } while (!shipment.isDone());
        shipment.remember();
        LogStatus status = shipment.status();
        // Not every record is an event: an empty batch up to the last one says that this was all.
        UsageBatch end = new UsageBatch(status.shippedThrough(), status.lastSequence(), List.of());
        ControlResponse unused = posted(end.packed(status.logId(), null, status.lastSequence(), clock.instant()));
        return new Result(status.logId(), result.taken(), result.repeated(), result.rejected());
    }

    private ControlResponse posted(byte[] packed) throws InterruptedException {
        try {
            ControlResponse response = post.post(packed);
            switch (response) {
                case ControlResponse.Success success -> count(ControlJson.read(success.body(), UsageTaken.class));
                case ControlResponse.Problem problem -> {
                    if (isFinal(problem)) {
                        throw new UsageImportException("the admin service refuses: " + problem.line());
                    }
                    trouble(problem.line());
                }
            }
            return response;
        } catch (AdminUnavailableException e) {
            trouble(String.valueOf(e.getMessage()));
            return new ControlResponse.Problem(0, "", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UsageImportException("what answers is not the admin service: " + e.getMessage());
        }
    }

    /** What the admin service itself refuses stays refused, except a batch that can be halved or an event that goes up as bytes. */
    private static boolean isFinal(ControlResponse.Problem problem) {
        return !problem.code().isEmpty()
                && problem.status() < SERVER_ERROR
                && problem.status() != TOO_LARGE
                && problem.status() != NOT_READABLE;
    }

    private void count(UsageTaken taken) {
        troubles = 0;
        result = new Result(
                result.logId(),
                result.taken() + taken.taken(),
                result.repeated() + taken.repeated(),
                result.rejected() + taken.rejected());
    }

    private void trouble(String reason) {
        if (++troubles > MOST_TROUBLES) {
            throw new UsageImportException("the import does not get on: " + reason);
        }
    }
}
