package dev.keyway.filters.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log in files of fixed size, mapped into memory. What {@link #append} has stored survives the process,
 * however it ends, without a system call; {@link #maintain} puts it on the disk, so that a power loss costs at most what
 * was stored since.
 *
 * <p>Room for a record to come can be reserved with another, so that what was begun can always be ended: a log or a disk
 * that is full refuses the beginning. Safe for use by many threads; appending takes a lock for the time of a copy and
 * never waits for the disk.
 */
public final class SegmentLog implements Closeable {

    private final ReentrantLock lock = new ReentrantLock();
    private final SegmentLogOptions options;
    private final SegmentFiles files;
    private final long foundThrough;

    /** All segments with records or room for them, the one that is written to last; spares are not among them. */
    private final List<Segment> segments;

    private Segment active;

    /** Segments that are written to next. */
    private final Deque<Segment> spares = new ArrayDeque<>();

    private long reserved;
    private long lastSequence;
    private boolean closed;

    /** Why the disk does not take what was stored; null if it does. */
    private @Nullable String harm;

    /** Whether the keeper was told that room runs short. */
    private boolean told;

    /** Why there is no spare; null if there is one or nothing stands in its way. */
    private @Nullable String shortage;

    private volatile Runnable onRoll = () -> {};

    private SegmentLog(SegmentLogOptions options, SegmentFiles files, List<Segment> found, long above)
            throws IOException {
        this.options = options;
        this.files = files;
        this.segments = found;
        this.foundThrough = found.isEmpty() ? 0 : found.getLast().lastSequence();
        this.lastSequence =
                Math.max(above, found.isEmpty() ? 0 : found.getLast().lastSequence());
        this.active = files.create();
        this.active.begin(lastSequence);
        this.segments.add(active);
        this.spares.add(files.create());
    }

    /**
     * Opens a log, with what an earlier run left in it.
     *
     * @param above new records get sequences above this one, and above all that are in the log
     * @throws IOException if the directory cannot be written to or has no room
     */
    public static SegmentLog open(SegmentLogOptions options, long above) throws IOException {
        SegmentFiles files = new SegmentFiles(options);
        return new SegmentLog(options, files, files.reopen(), above);
    }

    /** Removes a log with all it holds. */
    public static void delete(SegmentLogOptions options) throws IOException {
        SegmentFiles.delete(options);
    }

    /** The sequence of the last record that was found when the log was opened; 0 if there was none. */
    public long foundThrough() {
        return foundThrough;
    }

    /** The sequence of the last record; 0 before the first. */
    public long lastSequence() {
        lock.lock();
        try {
            return lastSequence;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stores a record; it survives the process when this returns.
     *
     * @return its sequence
     * @throws LogUnavailableException if there is no room
     */
    public long append(byte[] payload) throws LogUnavailableException {
        lock.lock();
        try {
            requireRoom(Frame.sizeOf(checked(payload.length)));
            return store(payload);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stores a record unless the log is nearly full: the last tenth of its segments is for records that must not be lost.
     *
     * @return its sequence
     * @throws LogUnavailableException if there is no room but that tenth
     */
    public long appendUnlessScarce(byte[] payload) throws LogUnavailableException {
        lock.lock();
        try {
            if (shortage != null || segments.size() > options.maxSegments() - options.maxSegments() / 10) {
                throw new LogUnavailableException("the log is nearly full");
            }
            requireRoom(Frame.sizeOf(checked(payload.length)) + options.segmentBytes() / 2);
            return store(payload);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stores a record and reserves room for others, all or nothing.
     *
     * @param laterBytes the largest payload that each of the others may have
     * @throws LogUnavailableException if there is no room for all
     */
    public Appended append(byte[] payload, int... laterBytes) throws LogUnavailableException {
        lock.lock();
        try {
            int later = framesOf(laterBytes);
            requireRoom(Frame.sizeOf(checked(payload.length)) + later);
            long sequence = store(payload);
            reserved += later;
            return new Appended(sequence, new Reservation(this, later));
        } finally {
            lock.unlock();
        }
    }

    /** A record's sequence, and the room reserved with it. */
    public record Appended(long sequence, Reservation reservation) {}

    /** What stands in the way of storing more, now or soon; null if nothing does. */
    public @Nullable String trouble() {
        lock.lock();
        try {
            return harm != null ? harm : shortage;
        } finally {
            lock.unlock();
        }
    }

    /** Stores a record in reserved room, and reserves more: all or nothing. */
    long appendReserving(Reservation reservation, byte[] payload, int... laterBytes) throws LogUnavailableException {
        lock.lock();
        try {
            int later = framesOf(laterBytes);
            requireRoom(Frame.sizeOf(checked(payload.length)) + later);
            reservation.grow(later);
            reserved += later;
            return store(payload);
        } finally {
            lock.unlock();
        }
    }

    /** Stores a record in reserved room, and keeps the rest of it. */
    long appendPart(Reservation reservation, byte[] payload) {
        lock.lock();
        try {
            int frame = Frame.sizeOf(checked(payload.length));
            reservation.take(frame);
            reserved -= frame;
            return store(payload);
        } finally {
            lock.unlock();
        }
    }

    long appendReserved(Reservation reservation, byte[] payload) {
        lock.lock();
        try {
            int room = reservation.room();
            reservation.take(Frame.sizeOf(checked(payload.length)));
            reservation.end();
            reserved -= room;
            return store(payload);
        } finally {
            lock.unlock();
        }
    }

    void release(Reservation reservation) {
        lock.lock();
        try {
            reserved -= reservation.room();
            reservation.end();
        } finally {
            lock.unlock();
        }
    }

    /** Reads the log from its oldest record on, and on as it grows. For one thread at a time. */
    public LogReader reader() {
        return new LogReader(this);
    }

    /** Prepares the next segments and forces what was stored to the disk. For one thread at a time; may block on the disk. */
    public void maintain() {
        String noSpare = null;
        while (noSpare == null && wantsSpare()) {
            try {
                add(files.create());
            } catch (IOException e) {
                noSpare = "no room for the next segment: " + e.getMessage();
            }
        }
        String notForced = force();
        lock.lock();
        try {
            told = false;
            shortage = noSpare;
            harm = notForced;
        } finally {
            lock.unlock();
        }
    }

    private void add(Segment created) {
        lock.lock();
        try {
            spares.add(created);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stores a record while the log is being opened and no thread keeps it yet: makes the segments that it needs.
     *
     * @return its sequence
     * @throws IOException if the disk has no room
     */
    public long appendAtStart(byte[] payload) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                return append(payload);
            } catch (LogUnavailableException full) {
                if (attempt > 0) {
                    throw new IOException(full.getMessage(), full);
                }
                add(files.create());
            }
        }
    }

    /** Segments that take no further record, from the oldest on. */
    public List<Sealed> sealed() {
        lock.lock();
        try {
            return segments.stream()
                    .filter(segment -> segment != active)
                    .map(segment -> new Sealed(segment.lastSequence(), segment.sealedMillis()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Segment that takes no further record.
     *
     * @param lastSequence of its last record
     * @param sealedMillis when it was full, in epoch milliseconds
     */
    public record Sealed(long lastSequence, long sealedMillis) {}

    /** Bytes of the segments that have records, whole ones but for the one that is written to. */
    public long usedBytes() {
        lock.lock();
        try {
            return (long) segments.size() * options.segmentBytes() - active.free();
        } finally {
            lock.unlock();
        }
    }

    /** The most bytes that the segments may have together. */
    public long capacityBytes() {
        return (long) options.segmentBytes() * options.maxSegments();
    }

    /** Whether more than three quarters of the segments are in use, or the disk has no room for the next. */
    public boolean isCrowded() {
        lock.lock();
        try {
            return shortage != null || (segments.size() + spares.size()) * 4L > options.maxSegments() * 3L;
        } finally {
            lock.unlock();
        }
    }

    /** Removes segments of which every record has a sequence up to this one; the segment that is written to stays. */
    public void removeThrough(long sequence) throws IOException {
        List<Segment> done = new ArrayList<>();
        lock.lock();
        try {
            for (Segment segment : segments) {
                if (segment != active && segment.lastSequence() <= sequence) {
                    done.add(segment);
                }
            }
            segments.removeAll(done);
        } finally {
            lock.unlock();
        }
        for (Segment segment : done) {
            segment.delete();
        }
    }

    /** Called, with no lock of the log to wait for, when a segment was begun and the next is to be prepared. */
    void onRoll(Runnable action) {
        onRoll = action;
    }

    /** Puts everything on the disk. The log takes no further record but those that room was reserved for. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        String notForced = force();
        if (notForced != null) {
            throw new IOException(notForced);
        }
    }

    List<Segment> segments() {
        lock.lock();
        try {
            return List.copyOf(segments);
        } finally {
            lock.unlock();
        }
    }

    int positionOf(Segment segment) {
        lock.lock();
        try {
            return segment.position();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable String force() {
        try {
            for (Segment segment : segments()) {
                segment.force(positionOf(segment));
            }
            return null;
        } catch (UncheckedIOException e) {
            return "the disk does not take what is stored: " + e.getMessage();
        }
    }

    private boolean wantsSpare() {
        lock.lock();
        try {
            return (spares.isEmpty() || isShort()) && segments.size() + spares.size() < options.maxSegments();
        } finally {
            lock.unlock();
        }
    }

    /** Whether half a segment would use up what is not reserved. */
    private boolean isShort() {
        return reserved > 0 && room() - reserved < options.segmentBytes() / 2;
    }

    private int framesOf(int... payloads) {
        int bytes = 0;
        for (int payload : payloads) {
            bytes += Frame.sizeOf(checked(payload));
        }
        return bytes;
    }

    private int checked(int payloadBytes) {
        if (payloadBytes < 1 || payloadBytes > options.maxPayload()) {
            throw new IllegalArgumentException(
                    "a record has 1 to %d bytes, not %d".formatted(options.maxPayload(), payloadBytes));
        }
        return payloadBytes;
    }

    /** At a segment's end less than the largest record may go unused, so each spare counts for that much less. */
    private long room() {
        long room = active.free();
        for (Segment spare : spares) {
            room += spare.free() - Frame.sizeOf(options.maxPayload());
        }
        return room;
    }

    private void requireRoom(int bytes) throws LogUnavailableException {
        if (closed) {
            throw new LogUnavailableException("the log is closed");
        }
        if (harm != null) {
            throw new LogUnavailableException(harm);
        }
        if (reserved + bytes > room()) {
            throw new LogUnavailableException(shortage == null ? "the log is full" : shortage);
        }
        if (!told && isShort()) {
            told = true;
            onRoll.run();
        }
    }

    private long store(byte[] payload) {
        if (Frame.sizeOf(payload.length) > active.free()) {
            roll();
        }
        lastSequence++;
        active.append(lastSequence, payload);
        return lastSequence;
    }

    private void roll() {
        Segment next = spares.poll();
        if (next == null) {
            throw new IllegalStateException("the log promised more than it has room for");
        }
        active.seal();
        next.begin(lastSequence);
        active = next;
        segments.add(next);
        onRoll.run();
    }
}
