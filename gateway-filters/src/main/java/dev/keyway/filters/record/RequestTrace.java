package dev.keyway.filters.record;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request in a distributed trace. Never waits and never fails. */
public interface RequestTrace {

    /** The W3C {@code traceparent} that stands for the request itself. */
    String traceparent();

    /** A call is about to go up. */
    AttemptTrace attempt(AttemptHead head);

    /** The request is over. */
    void settled(RequestRecord request);

    /** Where requests are traced. */
    interface Traces {

        /**
         * A request has come.
         *
         * @param method its HTTP method
         * @param path its path, without the query
         * @param headers finds a header by its name in lower case
         */
        RequestTrace begin(String method, String path, Function<String, @Nullable String> headers);
    }
}
