package dev.keyway.filters.record;

import dev.keyway.catalogue.usage.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request while it runs: gathers what the record will say, and settles exactly once, by whichever end comes first.
 * Confined to the request's event loop, but for {@link #settle}.
 */
public final class RequestTrack {

    private final String id;
    private final Instant start;
    private final long startNanos = System.nanoTime();
    private final String path;
    private final List<RequestObserver> observers;

    private @Nullable String caller;
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
    private @Nullable Transcript transcript;
    private final @Nullable RequestTrace trace;
    private boolean settled;

    /**
     * Begins a request's track at its arrival.
     *
     * @param trace its place in a distributed trace; null if it is not traced
     */
    public RequestTrack(
            String id, Instant start, String path, List<RequestObserver> observers, @Nullable RequestTrace trace) {
        this.id = id;
        this.start = start;
        this.path = path;
        this.observers = observers;
        this.trace = trace;
    }

    public String id() {
        return id;
    }

    /** The caller is known. */
    public void calledBy(String name) {
        caller = name;
    }

    /** The target is known. */
    public void aimedAt(String providerId, String modelName, boolean asStream) {
        provider = providerId;
        model = modelName;
        stream = asStream;
    }

    /** All of it is written down there. */
    public void writtenIn(Transcript where) {
        transcript = where;
    }

    /** Where all of it is written down; null if that is nowhere. */
    public @Nullable Transcript transcript() {
        return transcript;
    }

    /** Its place in a distributed trace; null if it is not traced. */
    public @Nullable RequestTrace trace() {
        return trace;
    }

    /** A call is about to go up with this key. */
    public void attempting(String key) {
        keyId = key;
        attempts++;
    }

    /** Calls sent upstream so far. */
    public int attempts() {
        return attempts;
    }

    /** An attempt has used this. */
    public void spent(AttemptUsage spent) {
        usage = usage.plus(spent.tokens());
        estimated |= spent.estimated();
        cost = cost.plus(spent.cost());
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

    /** The client is told of an error. */
    public void erred(int clientStatus, @Nullable String errorCode, Outcome how) {
        status = clientStatus;
        code = errorCode;
        outcome = how;
    }

    /** The answer's end is known. */
    public void over(Outcome how) {
        if (outcome == null) {
            outcome = how;
        }
    }

    /**
     * Settles the record with what is known.
     *
     * @param otherwise the outcome if none was told before
     */
    public synchronized void settle(Outcome otherwise) {
        if (settled) {
            return;
        }
        settled = true;
        RequestRecord record = new RequestRecord(
                id,
                start,
                path,
                caller,
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
        for (RequestObserver observer : observers) {
            observer.settled(record);
        }
        if (transcript != null) {
            transcript.settled(record);
        }
        if (trace != null) {
            trace.settled(record);
        }
    }
}
