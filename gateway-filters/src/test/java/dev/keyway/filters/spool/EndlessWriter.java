package dev.keyway.filters.spool;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that appends until it is killed and prints each record that the log has taken. */
final class EndlessWriter {

    private EndlessWriter() {}

    public static void main(String[] args) throws Exception {
        SegmentLog log = SegmentLog.open(
                new SegmentLogOptions(Path.of(args[0]), "books.log", 64 * 1024, 1000, Preallocator.ZEROS), 0);
        LogKeeper.start(log, "keeper");
        for (int i = 0; ; i++) {
            String text = "record " + i;
            try {
                log.append(text.getBytes(StandardCharsets.UTF_8));
            } catch (LogUnavailableException nextSegmentIsNotReady) {
                i--;
                continue;
            }
            System.out.println(text);
        }
    }
}
