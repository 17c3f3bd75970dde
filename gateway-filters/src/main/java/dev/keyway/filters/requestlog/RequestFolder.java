package dev.keyway.filters.requestlog;

/** The folder of one request: what the writer knows of it, and whether it was given up. */
final class RequestFolder {

    /** Enough for the largest body and a long answer. */
    static final long MAX_BYTES = 32L * 1024 * 1024;

    private final String name;
    private volatile boolean lost;

    // Of the writer's thread only.
    private boolean created;
    private boolean truncated;
    private long size;

    RequestFolder(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean isLost() {
        return lost;
    }

    /** Gives the folder up; says whether this was the first to do so. */
    synchronized boolean lose() {
        boolean first = !lost;
        lost = true;
        return first;
    }

    boolean isCreated() {
        return created;
    }

    void created() {
        created = true;
    }

    boolean isTruncated() {
        return truncated;
    }

    /** Takes room for so many bytes; gives how many may be written. */
    int take(int bytes) {
        int room = (int) Math.min(bytes, MAX_BYTES - size);
        truncated |= room < bytes;
        size += room;
        return room;
    }
}
