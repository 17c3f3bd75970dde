package dev.keyway.filters.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of one log in its directory: {@code <name>.<ten digits>}, in ascending order. */
final class SegmentFiles {

    private final SegmentLogOptions options;
    private long lastNumber;

    SegmentFiles(SegmentLogOptions options) {
        this.options = options;
    }

    /** Opens what an earlier run left and removes files that never held a record. */
    List<Segment> reopen() throws IOException {
        List<Segment> found = new ArrayList<>();
        long above = 0;
        for (Map.Entry<Long, Path> file :
                list(options.directory(), options.name()).entrySet()) {
            lastNumber = file.getKey();
            Segment segment = Segment.reopen(lastNumber, file.getValue(), above);
            if (segment.isBlank()) {
                segment.delete();
            } else {
                above = segment.lastSequence();
                found.add(segment);
            }
        }
        return found;
    }

    Segment create() throws IOException {
        Path file = options.directory().resolve("%s.%010d".formatted(options.name(), lastNumber + 1));
        Segment segment = Segment.create(lastNumber + 1, file, options.segmentBytes(), options.preallocator());
        lastNumber++;
        return segment;
    }

    static void delete(SegmentLogOptions options) throws IOException {
        for (Path file : list(options.directory(), options.name()).values()) {
            Files.deleteIfExists(file);
        }
    }

    /** A log's files by number. */
    private static Map<Long, Path> list(Path directory, String name) throws IOException {
        Map<Long, Path> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.forEach(file -> {
                long number = numberOf(file, name);
                if (number > 0) {
                    files.put(number, file);
                }
            });
        }
        return files;
    }

    private static long numberOf(Path file, String name) {
        String text = file.getFileName().toString();
        if (!text.startsWith(name + ".") || !text.substring(name.length() + 1).matches("\\d{10}")) {
            return 0;
        }
        return Long.parseLong(text.substring(name.length() + 1));
    }
}
