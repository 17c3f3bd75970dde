package dev.keyway.admin.usage.query;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stream of server-sent events: a record each, once. Its ID is the moment of arrival, from which a client that reconnects goes on.
 * Batches that are stored at the same time can become visible in another order than they arrived in, so that the last seconds are always
 * read again.
 */
final class TailStream {

    /** A batch is visible so soon after its arrival. */
    static final Duration OVERLAP = Duration.ofSeconds(5);

    private static final int REMEMBERED = 20 * UsageTail.MOST;
    private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final OutputStream out;
    private final JsonMapper json;
    private final LinkedHashSet<UUID> sent = new LinkedHashSet<>();
    private Instant newest;

    /** @param from what arrives from then on is sent */
    TailStream(OutputStream out, JsonMapper json, Instant from) {
        this.out = out;
        this.json = json;
        this.newest = from;
    }

    /** What has arrived since then may not have been sent. */
    Instant since() {
        return newest.minus(OVERLAP);
    }

    /** Leaves out what arrived before the stream began. */
    void skip(List<UsageTail.Arrived> found) {
        found.forEach(each -> remember(each.record().id()));
    }

    /**
     * Sends those that were not sent before.
     *
     * @throws IOException if the client has left
     */
    void send(List<UsageTail.Arrived> found) throws IOException {
        for (UsageTail.Arrived each : found) {
            if (remember(each.record().id())) {
                newest = each.arrivedAt().isAfter(newest) ? each.arrivedAt() : newest;
                out.write("id: %s\nevent: record\ndata: "
                        .formatted(each.arrivedAt())
                        .getBytes(StandardCharsets.UTF_8));
                out.write(json.writeValueAsBytes(each.record()));
                out.write("\n\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        // Heartbeat: a write also detects a client that has left.
        out.write(BEAT);
        out.flush();
    }

    private boolean remember(UUID id) {
        boolean isNew = sent.add(id);
        if (sent.size() > REMEMBERED) {
            UUID unused = sent.removeFirst();
        }
        return isNew;
    }
}
