package dev.keyway.bench.rig;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Keeps the beginning and the end of a body, however long it is. */
final class BodyWatch {

    private static final int HEAD = 1024;
    private static final int TAIL = 1024;

    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();

    BodyWatch take(ByteBuf bytes) {
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        head.append(text, 0, Math.min(text.length(), HEAD - head.length()));
        tail.append(text, Math.max(0, text.length() - TAIL), text.length());
        tail.delete(0, Math.max(0, tail.length() - TAIL));
        return this;
    }

    String head() {
        return head.toString();
    }

    String tail() {
        return tail.toString();
    }
}
