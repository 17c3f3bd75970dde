package dev.keyway.filters.shipping;

import dev.keyway.filters.spool.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Marks of a usage log: which log it is, and how far the admin service has it. Stored beside the log.
 *
 * @param logId new with a new directory, and with one that was copied back: sequences mean something within one log only
 * @param shipped the sequence up to which all events are stored
 * @param sent the sequence up to which events may have been sent; a mark beyond it is of a later state of this directory
 */
record ShipMarks(UUID logId, long shipped, long sent) {

    static final String FILE = "usage_log.json";

    private static final Logger log = LoggerFactory.getLogger(ShipMarks.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Marks of a log of which nothing was sent. */
    static ShipMarks ofNewLog() {
        return new ShipMarks(UUID.randomUUID(), 0, 0);
    }

    /**
     * Reads the marks in a directory; without readable ones, and if the log ends before what was sent of it, it is a new log.
     *
     * @param lastSequence of the log
     */
    static ShipMarks read(Path directory, long lastSequence) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return ofNewLog();
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            ShipMarks marks = new ShipMarks(
                    UUID.fromString(root.path("log_id").asString("")),
                    root.path("shipped").asLong(0),
                    root.path("sent").asLong(0));
            if (marks.sent <= lastSequence) {
                return marks;
            }
            log.warn(
                    "the usage log ends at {}, before {}, up to which it was sent: it is lost or older, and is now another log",
                    lastSequence,
                    marks.sent);
        } catch (JacksonException | IllegalArgumentException unreadable) {
            log.error("{} is not readable; what is in the usage log is sent again as another log", file);
        }
        return ofNewLog();
    }

    void write(Path directory) throws IOException {
        byte[] content = JSON.writeValueAsBytes(JSON.createObjectNode()
                .put("log_id", logId.toString())
                .put("shipped", shipped)
                .put("sent", sent));
        AtomicFile.replace(directory.resolve(FILE), content);
    }

    ShipMarks shippedThrough(long sequence) {
        return new ShipMarks(logId, sequence, Math.max(sent, sequence));
    }

    ShipMarks sentThrough(long sequence) {
        return new ShipMarks(logId, shipped, Math.max(sent, sequence));
    }
}
