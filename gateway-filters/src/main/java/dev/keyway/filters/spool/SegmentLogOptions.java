package dev.keyway.filters.spool;

import java.nio.file.Path;

/**
 * Where a log is and how large it may grow.
 *
 * @param directory an existing directory
 * @param name the files are called {@code <name>.<number>}
 * @param segmentBytes the size of each file, at least 4 KiB
 * @param maxSegments how many files there may be at once, at least 2
 * @param preallocator makes the files
 */
public record SegmentLogOptions(
        Path directory, String name, int segmentBytes, int maxSegments, Preallocator preallocator) {

    public SegmentLogOptions {
        if (segmentBytes < 4096 || maxSegments < 2) {
            throw new IllegalArgumentException("segments have at least 4 KiB, and there are at least 2");
        }
    }

    /** Segments of 8 MiB, at most 1 GiB of them. */
    public static SegmentLogOptions of(Path directory, String name) {
        return new SegmentLogOptions(directory, name, 8 * 1024 * 1024, 128, Preallocator.ZEROS);
    }

    /** The largest payload of one record, in bytes. */
    public int maxPayload() {
        return segmentBytes / 4 - Frame.HEADER_BYTES;
    }
}
