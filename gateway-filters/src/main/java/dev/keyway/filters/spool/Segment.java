package dev.keyway.filters.spool;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file of a log, mapped into memory. Guarded by the log's lock, but for {@link #force}. */
final class Segment {

    static final int HEADER_BYTES = 16;

    private static final long MAGIC = 0x4B57594C4F473031L; // KWYLOG01

    private final long number;
    private final Path file;
    private final MappedByteBuffer bytes;
    private long above;
    private int position = HEADER_BYTES;
    private int forced;
    private long lastSequence;
    private long sealedMillis;

    private Segment(long number, Path file, MappedByteBuffer bytes, long above) {
        this.number = number;
        this.file = file;
        this.bytes = bytes;
        this.above = above;
        this.lastSequence = above;
    }

    /** Makes a new one, on disk before this returns; after a failure nothing of it is left. */
    static Segment create(long number, Path file, int size, Preallocator preallocator) throws IOException {
        try {
            preallocator.allocate(file, size);
            Segment segment = new Segment(number, file, map(file, FileChannel.MapMode.READ_WRITE), 0);
            segment.bytes.putLong(0, MAGIC);
            syncDirectory(file);
            return segment;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Opens one that an earlier run left, to be read only. */
    static Segment reopen(long number, Path file, long above) throws IOException {
        Segment segment = new Segment(number, file, map(file, FileChannel.MapMode.READ_ONLY), above);
        SegmentScan scan = segment.scan();
        scan.read(segment.bytes.capacity(), (sequence, payload) -> {});
        segment.position = segment.bytes.capacity();
        segment.forced = segment.position;
        segment.lastSequence = scan.last();
        segment.sealedMillis = Files.getLastModifiedTime(file).toMillis();
        return segment;
    }

    int free() {
        return bytes.capacity() - position;
    }

    int position() {
        return position;
    }

    long lastSequence() {
        return lastSequence;
    }

    /** It takes no further record. */
    void seal() {
        sealedMillis = System.currentTimeMillis();
    }

    /** When it took its last record, in epoch milliseconds. */
    long sealedMillis() {
        return sealedMillis;
    }

    /** The name of its file. */
    String name() {
        return file.getFileName().toString();
    }

    /** Its place among the segments of its log. */
    long number() {
        return number;
    }

    /** Takes its first record after this sequence. */
    void begin(long after) {
        above = after;
        lastSequence = after;
    }

    /** Whether nothing was ever stored in it. */
    boolean isBlank() {
        for (int at = HEADER_BYTES; at + Long.BYTES <= bytes.capacity(); at += Long.BYTES) {
            if (bytes.getLong(at) != 0) {
                return false;
            }
        }
        return true;
    }

    void append(long sequence, byte[] payload) {
        Frame.write(bytes, position, sequence, payload);
        position += Frame.sizeOf(payload.length);
        lastSequence = sequence;
    }

    /** Forces what was appended up to a position to the disk. Called by one thread only. */
    void force(int upTo) {
        if (upTo > forced) {
            bytes.force(forced, upTo - forced);
            forced = upTo;
        }
    }

    SegmentScan scan() {
        return new SegmentScan(name(), bytes, above);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    static void syncDirectory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MappedByteBuffer map(Path file, FileChannel.MapMode mode) throws IOException {
        StandardOpenOption[] options = mode.equals(FileChannel.MapMode.READ_ONLY)
                ? new StandardOpenOption[] {StandardOpenOption.READ}
                : new StandardOpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE};
        try (FileChannel channel = FileChannel.open(file, options)) {
            return channel.map(mode, 0, channel.size());
        }
    }
}
