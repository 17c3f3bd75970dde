package dev.keyway.filters.record;

/** Where requests are written down in full, for whoever must see what went over the wire. Called on event loops. */
public interface Transcripts {

    /** Begins the transcript of a request whose target is known. Never waits and never fails. */
    Transcript begin(RequestHead head);
}
