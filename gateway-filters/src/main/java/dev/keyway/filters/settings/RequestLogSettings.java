package dev.keyway.filters.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * Where requests are written down in full, and how much of it is kept.
 *
 * @param directory the folder that holds a folder for each request
 * @param maxSize how much of all requests together is kept, the newest
 * @param maxAge how long a request is kept
 */
public record RequestLogSettings(Path directory, DataSize maxSize, Duration maxAge) {

    /** The folder, unless told otherwise. */
    public static final Path DEFAULT_DIRECTORY = Path.of("logs");

    /** How much is kept, unless told otherwise. */
    public static final DataSize DEFAULT_MAX_SIZE = DataSize.ofGigabytes(1);

    /** How long it is kept, unless told otherwise. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofDays(7);
}
