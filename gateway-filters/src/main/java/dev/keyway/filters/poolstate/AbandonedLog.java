package dev.keyway.filters.poolstate;

import dev.keyway.filters.spool.SegmentLog;
import dev.keyway.filters.spool.SegmentLogOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;

/** Usage log in the state directory of a gateway that does not run any more. */
public final class AbandonedLog implements Closeable {

    private final StateDirectory directory;
    private final SegmentLog segments;

    private AbandonedLog(StateDirectory directory, SegmentLog segments) {
        this.directory = directory;
        this.segments = segments;
    }

    /**
     * Takes possession of the directory, and ends the requests that its gateway left open, as the gateway's next start would.
     *
     * @throws dev.keyway.filters.settings.InvalidSettingsException if a gateway is using it, or a later release has written it
     * @throws IOException if there is no usage log in it, or it cannot be read and written
     */
    public static AbandonedLog open(Path path) throws IOException {
        requireLog(path);
        StateDirectory directory = StateDirectory.take(path);
        try {
            long folded = PoolStateLog.states(directory, Clock.systemUTC()).folded;
            SegmentLog segments = SegmentLog.open(SegmentLogOptions.of(path, PoolStateLog.LOG), folded);
            PoolStateLog.recover(directory, segments);
            return new AbandonedLog(directory, segments);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static void requireLog(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            if (files.noneMatch(file -> file.getFileName().toString().startsWith(PoolStateLog.LOG + "."))) {
                throw new NoSuchFileException(
                        path.resolve(PoolStateLog.LOG + ".*").toString());
            }
        }
    }

    public SegmentLog segments() {
        return segments;
    }

    @Override
    public void close() throws IOException {
        segments.close();
        directory.close();
    }
}
