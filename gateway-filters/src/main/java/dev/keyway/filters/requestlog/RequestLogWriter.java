package dev.keyway.filters.requestlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes pages into folders. Everything here happens on the writer's thread. */
final class RequestLogWriter {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLogWriter.class);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Shelf shelf;
    private final Keeping keeping;
    private final Redaction redaction;
    private final LostLogs lost;
    private final InstantSource clock;

    RequestLogWriter(Shelf shelf, Keeping keeping, Redaction redaction, LostLogs lost, InstantSource clock) {
        this.shelf = shelf;
        this.keeping = keeping;
        this.redaction = redaction;
        this.lost = lost;
        this.clock = clock;
    }

    /** Finds what earlier runs have left, and tidies up. */
    void begin() {
        try {
            keeping.takeStock();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the request log of earlier runs cannot be read: {}", String.valueOf(e));
        }
        tidy();
    }

    void tidy() {
        try {
            keeping.tidy(clock.instant());
        } catch (IOException | RuntimeException e) {
            LOG.warn("old request logs cannot be removed: {}", String.valueOf(e));
        }
    }

    /** Writes a page, unless its request's log is lost; whatever goes wrong with it loses that log only. */
    void write(RequestFolder folder, Page page) {
        if (folder.isLost()) {
            keeping.closed(folder.name());
            return;
        }
        try {
            page.write(new Pen(folder));
        } catch (IOException | RuntimeException e) {
            lost.toDisk(folder, e);
            keeping.closed(folder.name());
        }
    }

    /** Something to be written. */
    interface Page {

        Page NOTHING = pen -> {};

        void write(Pen pen) throws IOException;
    }

    /** Writes into one folder. */
    final class Pen {

        private final RequestFolder folder;

        private Pen(RequestFolder folder) {
            this.folder = folder;
        }

        Redaction redaction() {
            return redaction;
        }

        boolean isTruncated() {
            return folder.isTruncated();
        }

        void json(String file, Map<String, Object> content) throws IOException {
            append(file, ByteBuffer.wrap(JSON.writeValueAsBytes(content)));
        }

        /** Appends what there is room for. */
        void append(String file, ByteBuffer bytes) throws IOException {
            int room = folder.take(bytes.remaining());
            if (room > 0) {
                write(file, bytes.slice(bytes.position(), room));
            }
        }

        /** The last word on a request, for which there is always room. */
        void close(String file, Map<String, Object> content) throws IOException {
            write(file, ByteBuffer.wrap(JSON.writeValueAsBytes(content)));
            keeping.closed(folder.name());
            lost.written();
            tidy();
        }

        private void write(String file, ByteBuffer bytes) throws IOException {
            if (!folder.isCreated()) {
                shelf.create(folder.name());
                folder.created();
                keeping.opened(folder.name());
            }
            int size = bytes.remaining();
            shelf.append(folder.name(), file, bytes);
            keeping.grown(folder.name(), size);
        }
    }
}
