package dev.keyway.filters.spool;

/** Is shown what a log holds, in order. */
public interface LogVisitor {

    /** A record, whole and unharmed. */
    void record(long sequence, byte[] payload);

    /**
     * Bytes that are no record although records come after them, or would have to: the disk, not the writer, lost what
     * stood there.
     *
     * @param segment the file
     * @param from the first such byte
     * @param to the byte after the last
     */
    default void damaged(String segment, int from, int to) {}
}
