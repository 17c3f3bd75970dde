package dev.keyway.filters.upstream.transport;

/** A request under way on a connection to a provider. Its methods are called on the request's event loop. */
public interface Exchange {

    /** The next chunk may come. Without this none does, nor is more read than one read from the socket gives. */
    void readMore();

    /** What still comes is of no interest; it is read so that the connection can serve again. */
    void drain();

    /** Closes the connection, and tells nothing more. */
    void abort();

    /**
     * The answer, whole by its framing, was not what it should be: what still comes over the connection may belong to it, so
     * that nobody may be served there next.
     */
    void distrust();
}
