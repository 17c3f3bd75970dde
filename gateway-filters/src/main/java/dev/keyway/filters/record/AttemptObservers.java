package dev.keyway.filters.record;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempt observations as one. Chunks go only to those that read bodies, so that a stream costs the others nothing. One that fails
 * is logged, and hinders no other.
 */
public final class AttemptObservers implements AttemptObservation {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptObservers.class);

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
        each(members, member -> member.onHead(status, headers));
    }

    @Override
    public void onChunk(ByteBuf bytes) {
        each(readers, reader -> reader.onChunk(bytes));
    }

    @Override
    public void onResponse() {
        each(members, AttemptObservation::onResponse);
    }

    @Override
    public void onEnded(AttemptRecord attempt) {
        each(members, member -> member.onEnded(attempt));
    }

    private static void each(AttemptObservation[] observations, Consumer<AttemptObservation> event) {
        for (AttemptObservation observation : observations) {
            try {
                event.accept(observation);
            } catch (RuntimeException | Error defect) {
                LOG.error("An observer of an attempt failed", defect);
            }
        }
    }
}
