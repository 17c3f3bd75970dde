package dev.keyway.filters.shipping;

import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageHeader;
import dev.keyway.contract.usage.UsageTaken;
import dev.keyway.filters.control.ControlJson;
import dev.keyway.filters.control.ControlResponse;
import dev.keyway.filters.control.UnreadableMessageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Admin service as a shipper sees it: stores each event once by its ID, and keeps a mark for each log. */
final class FakeAdmin implements UsagePost {

    static final UUID TIMELINE = UUID.fromString("01900000-0000-7000-8000-0000000000ff");

    /** A batch as it came. */
    record Batch(UsageHeader header, List<UsageEvent> events) {}

    final Map<UUID, UsageEvent> stored = new LinkedHashMap<>();
    final Map<UUID, Long> marks = new LinkedHashMap<>();
    final List<Batch> batches = new ArrayList<>();

    /** What comes instead of the ordinary response, one after the other. */
    final Deque<Function<Batch, ControlResponse>> script = new ArrayDeque<>();

    Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public ControlResponse post(byte[] packed) {
        Batch batch = read(packed);
        batches.add(batch);
        Function<Batch, ControlResponse> next = script.poll();
        return next == null ? take(batch) : next.apply(batch);
    }

    ControlResponse take(Batch batch) {
        int before = stored.size();
        batch.events().forEach(event -> stored.putIfAbsent(event.id(), event));
        marks.merge(batch.header().logId(), batch.header().through(), Math::max);
        int taken = stored.size() - before;
        return answer(new UsageTaken(
                Objects.requireNonNull(marks.get(batch.header().logId())),
                TIMELINE,
                now,
                taken,
                batch.events().size() - taken,
                0));
    }

    static ControlResponse answer(UsageTaken taken) {
        return new ControlResponse.Success(200, ControlJson.write(taken));
    }

    static ControlResponse problem(int status, String code) {
        return new ControlResponse.Problem(status, code, "");
    }

    private static Batch read(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
            List<UsageEvent> events = new ArrayList<>();
            for (int i = 1; i < lines.length - 1; i++) {
                events.add(read(lines[i], UsageEvent.class));
            }
            return new Batch(read(lines[0], UsageHeader.class), events);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(String line, Class<T> type) throws UnreadableMessageException {
        return ControlJson.read(line.getBytes(StandardCharsets.UTF_8), type);
    }
}
