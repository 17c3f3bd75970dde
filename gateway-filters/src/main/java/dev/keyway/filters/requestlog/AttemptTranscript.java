package dev.keyway.filters.requestlog;

import dev.keyway.filters.record.AttemptHead;
import dev.keyway.filters.record.AttemptObservation;
import dev.keyway.filters.record.AttemptRecord;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Transcript of an attempt, handed over to the writer. */
final class AttemptTranscript implements AttemptObservation {

    private final RequestLog log;
    private final RequestFolder folder;
    private final AttemptHead head;
    private final InstantSource clock;
    private final Instant start;
    private final AnswerPages answer;

    AttemptTranscript(RequestLog log, RequestFolder folder, AttemptHead head, InstantSource clock) {
        this.log = log;
        this.folder = folder;
        this.head = head;
        this.clock = clock;
        this.start = clock.instant();
        this.answer = new AnswerPages("attempt-" + head.number(), head.key());
    }

    void began(int cost) {
        log.offer(folder, cost, null, pen -> {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("time", start.toString());
            request.put("provider", head.provider());
            request.put("model", head.model());
            request.put("key", head.keyId());
            request.put("url", head.url());
            request.put("headers", pen.redaction().headers(head.headers(), head.key()));
            pen.json("attempt-" + head.number() + "-request.json", request);
        });
    }

    @Override
    public boolean readsBody() {
        return true;
    }

    @Override
    public void onHead(int status, HttpHeaders headers) {
        long millis = millis();
        HttpHeaders kept = headers.copy();
        log.offer(folder, 1024, null, pen -> answer.head(pen, status, kept, millis));
    }

    @Override
    public void onChunk(ByteBuf bytes) {
        if (!folder.isLost()) {
            long millis = millis();
            byte[] copy = ByteBufUtil.getBytes(bytes);
            log.offer(folder, copy.length, null, pen -> answer.bytes(pen, copy, millis));
        }
    }

    @Override
    public void onEnded(AttemptRecord attempt) {
        long millis = millis();
        String result = attempt.result();
        String detail = attempt.detail();
        log.offer(folder, detail.length(), null, pen -> answer.end(pen, result, detail, millis));
    }

    private long millis() {
        return Duration.between(start, clock.instant()).toMillis();
    }
}
