package dev.keyway.filters.record;

import dev.keyway.catalogue.usage.Usage;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.problem.GatewayError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request while it runs: gathers what the record will say, and settles exactly once, by whichever end comes first.
 * Confined to the request's event loop, but for {@link #settle}.
 */
public final class RequestTrack {

    private static final Logger LOG = LoggerFactory.getLogger(RequestTrack.class);

    private final String id;
    private final Instant start;
    private final long startNanos = System.nanoTime();
    private final String path;
    private final RequestObservation observation;

    private @Nullable Caller caller;
    private @Nullable String provider;
    private @Nullable String model;
    private @Nullable String keyId;
    private boolean stream;
    private int attempts;
    private Usage usage = Usage.ZERO;
    private boolean estimated;
    private Spend cost = Spend.NOTHING;
    private @Nullable Duration firstByte;
    private int status;
    private @Nullable Outcome outcome;
    private @Nullable String code;
    private @Nullable RequestRecord record;
    private UsageEntry entry = UsageEntry.NONE;
    private Runnable closed = () -> {};
    private Duration queued = Duration.ZERO;
    private int answeredBy;
    private @Nullable String errorOrigin;
    private @Nullable String errorCode;

    /** Track of a request that has arrived, reported to one observer. */
    public RequestTrack(RequestHead head, RequestObserver observer) {
        this.id = head.id();
        this.start = head.start();
        this.path = head.path();
        this.observation = observer.begin(head);
    }

    public String id() {
        return id;
    }

    /** The caller is known. */
    public void calledBy(Caller known) {
        caller = known;
    }

    /** The caller; null as long as it is not known. */
    public @Nullable Caller caller() {
        return caller;
    }

    /** The provider and the model are known. */
    public void resolved(String providerId, String modelName, boolean asStream) {
        provider = providerId;
        model = modelName;
        stream = asStream;
        observation.onResolved();
    }

    /** The request goes on to another target, which the record will name if it is the last. */
    public void retargeted(String providerId, String modelName) {
        provider = providerId;
        model = modelName;
        keyId = null;
    }

    /** Receives the request's events. */
    public RequestObservation observation() {
        return observation;
    }

    /** An attempt with this key is about to be sent. @return its number, from 1 */
    public int attempting(String key) {
        keyId = key;
        attempts++;
        return attempts;
    }

    /** Calls sent upstream so far. */
    public int attempts() {
        return attempts;
    }

    /**
     * The request is admitted, and this is its usage record.
     *
     * @param atClose run once the record is closed, before the client has the end of its response
     */
    public void recordedIn(UsageEntry opened, Runnable atClose) {
        entry = opened;
        closed = atClose;
    }

    /** Tokens of its attempts so far, input and output. */
    public long tokens() {
        return usage.promptTokens() + usage.completionTokens();
    }

    /** What its attempts have cost so far, in nano-dollars. */
    public long costNanos() {
        return cost.amount().nanos();
    }

    /** Its usage record. */
    public UsageEntry entry() {
        return entry;
    }

    /** The request has waited for a key. */
    public void queued(Duration waited) {
        queued = queued.plus(waited);
    }

    /**
     * An attempt has ended. A request goes on after one that failed; otherwise its usage record closes, before the client has the end of
     * the response.
     */
    public void attempted(AttemptRecord attempt) {
        AttemptUsage spent = attempt.usage();
        usage = usage.plus(spent.tokens());
        estimated |= spent.estimated();
        cost = cost.plus(spent.cost());
        if (attempt.outcome() == Outcome.COMPLETED) {
            firstByte(attempt.status());
        }
        if (attempt.outcome() != Outcome.FAILED) {
            answeredBy = firstByte == null ? 0 : attempts;
            over(attempt.outcome());
            close(attempt.outcome());
        }
    }

    /** The client is told of an error in its stream. */
    public void erredMidway(GatewayError error) {
        errorOrigin = origin(error);
        errorCode = error.code();
    }

    /** The first byte goes to the client. */
    public void firstByte(int clientStatus) {
        status = clientStatus;
        if (firstByte == null) {
            firstByte = Duration.ofNanos(System.nanoTime() - startNanos);
        }
    }

    /** The whole answer was written, by whomever; a client that has left was given none. */
    public void answered(int clientStatus) {
        if (outcome != Outcome.CANCELLED) {
            status = clientStatus;
        }
    }

    /** The client is told of an error: its usage record closes before. */
    public void erred(GatewayError error, Outcome how) {
        status = error.status();
        code = error.code();
        outcome = how;
        erredMidway(error);
        close(how);
    }

    /** The response's end is known. */
    public void over(Outcome how) {
        if (outcome == null) {
            outcome = how;
        }
    }

    /**
     * Settles the record with what is known.
     *
     * @param otherwise the outcome if none is known yet
     * @return the record; a second call returns the first one's
     */
    public synchronized RequestRecord settle(Outcome otherwise) {
        if (record != null) {
            return record;
        }
        RequestRecord settled = new RequestRecord(
                id,
                start,
                path,
                caller == null ? null : caller.name(),
                provider,
                model,
                keyId,
                stream,
                outcome == null ? otherwise : outcome,
                status,
                code,
                attempts,
                usage,
                estimated,
                cost,
                firstByte,
                Duration.ofNanos(System.nanoTime() - startNanos));
        record = settled;
        close(settled.outcome());
        try {
            observation.onEnded(settled);
        } catch (RuntimeException | Error defect) {
            LOG.error("An observer failed at the end of request {}", id, defect);
        }
        return settled;
    }

    private void close(Outcome how) {
        boolean left = how == Outcome.CANCELLED;
        try {
            entry.close(new RequestClosed(
                    how,
                    status,
                    left ? "client" : errorOrigin,
                    left ? null : errorCode,
                    queued,
                    firstByte,
                    Duration.ofNanos(System.nanoTime() - startNanos),
                    answeredBy));
            closed.run();
        } catch (RuntimeException | Error defect) {
            LOG.error("The usage record of request {} could not be closed", id, defect);
        }
    }

    private static String origin(GatewayError error) {
        return error.origin() == GatewayError.Origin.PROVIDER ? "provider" : "gateway";
    }
}
