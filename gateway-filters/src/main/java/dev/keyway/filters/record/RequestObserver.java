package dev.keyway.filters.record;

/** Request observer: metrics, traces, logs. Called on event loops: never blocks and never fails. */
@FunctionalInterface
public interface RequestObserver {

    /** A request has arrived. */
    RequestObservation begin(RequestHead head);
}
