package dev.keyway.filters.spend;

import dev.keyway.filters.limit.StoredScope;
import dev.keyway.filters.poolstate.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Stored spend: what the admin service last granted, in the state directory. Holds amounts and IDs only. */
final class SpendStore {

    static final String FILE = "spend.json";

    private static final Logger log = LoggerFactory.getLogger(SpendStore.class);
    private static final int VERSION = 1;
    private static final JsonMapper JSON = new JsonMapper();

    private final StateDirectory directory;

    SpendStore(StateDirectory directory) {
        this.directory = directory;
    }

    /**
     * Stored spend.
     *
     * @param timeline of the database that the amounts are from
     * @param logId the usage log that they count
     */
    record Stored(int version, UUID timeline, UUID logId, List<StoredScope> scopes) {

        @SuppressWarnings("NullAway") // Readers leave out what is not there.
        Stored {
            scopes = scopes == null ? List.of() : List.copyOf(scopes);
        }

        Stored(UUID timeline, UUID logId, List<StoredScope> scopes) {
            this(VERSION, timeline, logId, scopes);
        }
    }

    /** What is stored; empty if it is nothing, or nothing that can be read: grants are then asked for anew. */
    Optional<Stored> read() {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Stored stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
            return stored.version() == VERSION && stored.timeline() != null && stored.logId() != null
                    ? Optional.of(stored)
                    : Optional.empty();
        } catch (IOException | JacksonException unreadable) {
            log.warn("{} cannot be read; grants of budgets are asked for anew: {}", file, unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Deletes what is stored. */
    void delete() throws IOException {
        boolean unused = Files.deleteIfExists(directory.resolve(FILE));
    }

    /** Replaces what is stored; forced to the disk when this returns. */
    void write(Stored spend) throws IOException {
        directory.replace(FILE, JSON.writeValueAsBytes(spend));
    }
}
