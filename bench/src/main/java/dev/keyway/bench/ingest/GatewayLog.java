package dev.keyway.bench.ingest;

import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** The usage log of one gateway: its batches are made beforehand, and posted one after the other. */
public final class GatewayLog {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CONTRACT = 1;

    private final UUID logId = UUID.randomUUID();
    private final HttpClient http;
    private final URI usage;
    private final String credential;
    private final Queue<byte[]> batches = new ArrayDeque<>();
    private long sequence;

    /** An empty log of the gateway that has the credential. */
    public GatewayLog(HttpClient http, URI admin, String credential) {
        this.http = http;
        this.usage = admin.resolve("/gateway/v1/usage");
        this.credential = credential;
    }

    /** Makes a batch. */
    public void add(Events events, int count) {
        Instant now = Instant.now();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
        try (GZIPOutputStream lines = new GZIPOutputStream(bytes)) {
            long after = sequence;
            sequence += count;
            line(lines, new UsageHeader(CONTRACT, logId, null, after, sequence, sequence, now));
            for (long each = after + 1; each <= sequence; each++) {
                UsageEvent event = events.next(each, now);
                line(lines, event);
            }
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        batches.add(bytes.toByteArray());
    }

    private static void line(GZIPOutputStream lines, Object record) throws IOException {
        lines.write(JSON.writeValueAsBytes(record));
        lines.write('\n');
    }

    /**
     * Posts the next batches.
     *
     * @throws IllegalStateException if one is not taken
     */
    public void post(int count) {
        for (int i = 0; i < count; i++) {
            HttpRequest request = HttpRequest.newBuilder(usage)
                    .header("Authorization", "Bearer " + credential)
                    .header("Content-Type", "application/x-ndjson")
                    .header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(batches.remove()))
                    .build();
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
