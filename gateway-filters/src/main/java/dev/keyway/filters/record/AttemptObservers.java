package dev.keyway.filters.record;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Attempt observations as one. Chunks go only to those that read bodies, so that a stream costs the others nothing. */
public final class AttemptObservers implements AttemptObservation {

    private static final AttemptObservation[] NOBODY = {};

    private final AttemptObservation[] members;
    private final AttemptObservation[] readers;

    private AttemptObservers(AttemptObservation[] members) {
        this.members = members;
        this.readers = readers(members);
    }

    /** One observation of all these, in their order. */
    public static AttemptObservation of(AttemptObservation... members) {
        return new AttemptObservers(members);
    }

    private static AttemptObservation[] readers(AttemptObservation[] members) {
        AttemptObservation[] readers = NOBODY;
        for (AttemptObservation member : members) {
            if (member.readsBody()) {
                readers = Arrays.copyOf(readers, readers.length + 1);
                readers[readers.length - 1] = member;
            }
        }
        return readers;
    }

    @Override
    public @Nullable String traceparent() {
        for (AttemptObservation member : members) {
            String traceparent = member.traceparent();
            if (traceparent != null) {
                return traceparent;
            }
        }
        return null;
    }

    @Override
    public boolean readsBody() {
        return readers.length > 0;
    }

    @Override
    public void onHead(int status, HttpHeaders headers) {
        for (AttemptObservation member : members) {
            member.onHead(status, headers);
        }
    }

    @Override
    public void onChunk(ByteBuf bytes) {
        for (AttemptObservation reader : readers) {
            reader.onChunk(bytes);
        }
    }

    @Override
    public void onResponse() {
        for (AttemptObservation member : members) {
            member.onResponse();
        }
    }

    @Override
    public void onEnded(AttemptRecord attempt) {
        for (AttemptObservation member : members) {
            member.onEnded(attempt);
        }
    }
}
