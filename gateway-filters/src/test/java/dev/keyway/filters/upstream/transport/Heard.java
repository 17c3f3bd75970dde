package dev.keyway.filters.upstream.transport;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Notes what an exchange tells, in words. */
final class Heard implements ExchangeListener {

    private final List<String> events = new ArrayList<>();
    private Runnable onHead = () -> {};
    private Runnable onChunk = () -> {};
    private Runnable onComplete = () -> {};

    /** Done when the answer begins. */
    Heard atHead(Runnable then) {
        onHead = then;
        return this;
    }

    /** Done at each chunk. */
    Heard atChunk(Runnable then) {
        onChunk = then;
        return this;
    }

    /** Done at the end of the answer. */
    Heard atComplete(Runnable then) {
        onComplete = then;
        return this;
    }

    List<String> events() {
        return events;
    }

    @Override
    public void sent() {}

    @Override
    public void unread() {
        events.add("unread");
    }

    @Override
    public void head(int status, HttpHeaders headers) {
        events.add("head " + status);
        onHead.run();
    }

    @Override
    public void chunk(ByteBuf bytes) {
        events.add("chunk " + bytes.toString(StandardCharsets.UTF_8));
        bytes.release();
        onChunk.run();
    }

    @Override
    public void complete() {
        events.add("complete");
        onComplete.run();
    }

    @Override
    public void broken(String reason) {
        events.add("broken: " + reason);
    }
}
