package dev.keyway.filters.requestlog;

import dev.keyway.filters.record.AttemptHead;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestRecord;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Transcript of a request, begun once its provider is known, and handed over to the writer. */
final class RequestTranscript implements RequestObservation {

    private static final int HEADERS = 4 * 1024;

    private final RequestLog log;
    private final RequestHead head;
    private final InstantSource clock;
    private @Nullable RequestFolder folder;
    private boolean hasBody;

    RequestTranscript(RequestLog log, RequestHead head, InstantSource clock) {
        this.log = log;
        this.head = head;
        this.clock = clock;
    }

    @Override
    public void onResolved() {
        if (folder == null) {
            folder = new RequestFolder(FolderName.of(head.start(), head.id()));
            began(folder);
        }
    }

    private void began(RequestFolder own) {
        List<Map.Entry<String, String>> headers = head.headers().all();
        log.offer(own, HEADERS, null, pen -> {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("id", head.id());
            request.put("time", head.start().toString());
            request.put("method", head.method());
            request.put("path", head.path());
            request.put("headers", pen.redaction().headers(headers, null));
            pen.json("request.json", request);
        });
    }

    @Override
    public AttemptObservation onAttempt(AttemptHead attemptHead, Supplier<ByteBuf> payload) {
        RequestFolder own = folder;
        if (own == null) {
            return AttemptObservation.NONE;
        }
        if (!hasBody && !own.isLost()) {
            hasBody = true;
            ByteBuf body = payload.get();
            log.offer(own, body.readableBytes(), body, pen -> {
                for (ByteBuffer part : body.nioBuffers()) {
                    pen.append("body.json", part);
                }
            });
        }
        AttemptTranscript attempt = new AttemptTranscript(log, own, attemptHead, clock);
        attempt.began(HEADERS);
        return attempt;
    }

    @Override
    public void onEnded(RequestRecord record) {
        if (folder != null) {
            log.offer(
                    folder, HEADERS, null, pen -> pen.close("outcome.json", OutcomePage.of(record, pen.isTruncated())));
        }
    }
}
