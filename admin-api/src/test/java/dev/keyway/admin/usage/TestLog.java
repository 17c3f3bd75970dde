package dev.keyway.admin.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageHeader;
import dev.keyway.contract.usage.UsageTaken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A usage log of a gateway, which ships what it is told to. */
public final class TestLog {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final Api gateway;
    private final UUID id;
    private final String path;
    private long shipped;
    private @Nullable UUID timeline;

    /** @param gateway calls with its credential */
    public TestLog(Api gateway) {
        this(gateway, UUID.randomUUID());
    }

    /** One with an ID that there is. */
    public TestLog(Api gateway, UUID id) {
        this(gateway, id, "/gateway/v1/usage", "application/json");
    }

    private TestLog(Api gateway, UUID id, String path, String contentType) {
        this.id = id;
        this.path = path;
        this.gateway = gateway.with("Content-Type", contentType).with("Content-Encoding", "gzip");
    }

    /** Of a gateway of its own. */
    public static TestLog on(AdminServer server) {
        return new TestLog(server.anonymous().bearer(server.credential()));
    }

    /** The same log, under another gateway. */
    public TestLog under(Api other) {
        return new TestLog(other, id);
    }

    /** The same log, imported by somebody. */
    public TestLog importedBy(Api person) {
        return new TestLog(person, id, "/api/v1/usage/imports", "application/x-ndjson");
    }

    /** The same, with the gateway whose usage it is. */
    public TestLog importedBy(Api person, UUID of) {
        return new TestLog(person, id, "/api/v1/usage/imports?gateway=" + of, "application/x-ndjson");
    }

    /** The same log, shipped to another replica. */
    public TestLog at(AdminServer replica) {
        return new TestLog(gateway.at(replica), id);
    }

    public UUID id() {
        return id;
    }

    public long shipped() {
        return shipped;
    }

    /** From now on names a timeline in its batches. */
    public TestLog knows(UUID known) {
        timeline = known;
        return this;
    }

    /** Ships the next events of the log. */
    public UsageTaken ship(List<UsageEvent> events) {
        UsageTaken taken = read(post(shipped, shipped + events.size(), lines(shipped, events)));
        shipped = taken.mark();
        return taken;
    }

    /** Ships events that are at some place of the log. */
    public UsageTaken ship(long after, List<UsageEvent> events) {
        return read(post(after, after + events.size(), lines(after, events)));
    }

    /** Ships lines as they are. */
    public Answer post(long after, long through, List<String> lines) {
        return gateway.post(path, packed(header(after, through), lines));
    }

    public static UsageTaken read(Answer answer) {
        return JSON.readValue(answer.expect(200).raw(), UsageTaken.class);
    }

    public static List<String> lines(long after, List<UsageEvent> events) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            lines.add(JSON.writeValueAsString(TestEvents.at(events.get(i), after + i + 1)));
        }
        return lines;
    }

    private String header(long after, long through) {
        return JSON.writeValueAsString(
                new UsageHeader(1, id, timeline, after, through, through, Instant.parse("2026-11-26T01:00:00Z")));
    }

    static byte[] packed(String header, List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(header.getBytes(StandardCharsets.UTF_8));
            out.write('\n');
            for (String line : lines) {
                out.write(line.getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
