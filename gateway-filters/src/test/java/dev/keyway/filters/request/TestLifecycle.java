package dev.keyway.filters.request;

import dev.keyway.filters.record.Outcome;

/** Ends a request as the filter at the edge does. */
public final class TestLifecycle {

    private TestLifecycle() {}

    public static void end(RequestStage stage, Outcome otherwise) {
        stage.lifecycle().end(otherwise);
    }
}
