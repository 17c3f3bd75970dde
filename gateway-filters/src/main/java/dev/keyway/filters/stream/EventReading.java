package dev.keyway.filters.stream;

import org.jspecify.annotations.Nullable;

/**
 * What one event says.
 *
 * @param kind what it means
 * @param finished whether it gives the reason why the answer ends here
 * @param whole whether its data could be read to their end
 * @param usage the bytes of the usage object in it, if there is one
 * @param usageAt where in the data the usage object begins; -1 where it is to stay whoever asked
 * @param ids what a later request may refer to, if it names any
 * @param tier the service tier that it names outside of usage; empty if it names none
 * @param arguments the bytes of tool arguments that are no strings, which nobody else counts
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record EventReading(
        EventKind kind,
        boolean finished,
        boolean whole,
        byte @Nullable [] usage,
        int usageAt,
        @Nullable AnswerIds ids,
        String tier,
        int arguments) {

    EventReading(
            EventKind kind,
            boolean finished,
            boolean whole,
            byte @Nullable [] usage,
            int usageAt,
            @Nullable AnswerIds ids) {
        this(kind, finished, whole, usage, usageAt, ids, "", 0);
    }

    EventReading(EventKind kind, boolean finished, boolean whole, byte @Nullable [] usage, int usageAt) {
        this(kind, finished, whole, usage, usageAt, null);
    }

    EventReading(EventKind kind, boolean finished, boolean whole, byte @Nullable [] usage) {
        this(kind, finished, whole, usage, -1);
    }

    EventReading withArguments(int bytes) {
        return new EventReading(kind, finished, whole, usage, usageAt, ids, tier, bytes);
    }

    EventReading inTier(String named) {
        return new EventReading(kind, finished, whole, usage, usageAt, ids, named, arguments);
    }

    static EventReading of(EventKind kind) {
        return new EventReading(kind, false, true, null);
    }
}
