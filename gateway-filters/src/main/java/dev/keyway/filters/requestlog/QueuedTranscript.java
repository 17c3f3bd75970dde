package dev.keyway.filters.requestlog;

import dev.keyway.filters.record.AttemptHead;
import dev.keyway.filters.record.AttemptTranscript;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestRecord;
import dev.keyway.filters.record.Transcript;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Hands a request's transcript to the writer. */
final class QueuedTranscript implements Transcript {

    private static final int HEADERS = 4 * 1024;

    private final RequestLog log;
    private final RequestFolder folder;
    private final InstantSource clock;
    private boolean hasBody;

    QueuedTranscript(RequestLog log, RequestFolder folder, InstantSource clock) {
        this.log = log;
        this.folder = folder;
        this.clock = clock;
    }

    void began(RequestHead head) {
        log.offer(folder, HEADERS, null, pen -> {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("id", head.id());
            request.put("time", head.start().toString());
            request.put("method", head.method());
            request.put("path", head.path());
            request.put("headers", pen.redaction().headers(head.headers(), null));
            pen.json("request.json", request);
        });
    }

    @Override
    public AttemptTranscript attempt(AttemptHead head, Supplier<ByteBuf> payload) {
        if (!hasBody && !folder.isLost()) {
            hasBody = true;
            ByteBuf body = payload.get();
            log.offer(folder, body.readableBytes(), body, pen -> {
                for (ByteBuffer part : body.nioBuffers()) {
                    pen.append("body.json", part);
                }
            });
        }
        QueuedAttempt attempt = new QueuedAttempt(log, folder, head, clock);
        attempt.began(HEADERS);
        return attempt;
    }

    @Override
    public void settled(RequestRecord record) {
        log.offer(folder, HEADERS, null, pen -> pen.close("outcome.json", OutcomePage.of(record, pen.isTruncated())));
    }
}
