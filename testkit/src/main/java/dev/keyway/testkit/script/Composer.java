package dev.keyway.testkit.script;

import dev.keyway.testkit.dialect.Event;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Turns a draft into the steps that put it on the wire, byte for byte. */
final class Composer {

    private final Draft draft;
    private final List<Step> steps = new ArrayList<>();
    private long bodyLeft;

    Composer(Draft draft) {
        this.draft = draft;
        this.bodyLeft = draft.bodyLimit;
    }

    List<Step> steps() {
        List<byte[]> pieces = pieces();
        pause(draft.beforeHeaders);
        byte[] head = head(pieces);
        boolean apart = !draft.beforeBody.isZero() || draft.pieceBytes > 0 || pieces.size() != 1;
        if (apart) {
            send(head);
            pause(draft.beforeBody);
            body(pieces);
        } else {
            byte[] body = cut(framed(pieces.getFirst(), true));
            steps.add(new Step.Send(Unpooled.wrappedBuffer(head, body)));
        }
        steps.add(draft.end);
        return steps;
    }

    private void body(List<byte[]> pieces) {
        for (int i = 0; i < pieces.size(); i++) {
            if (i > 0) {
                pause(draft.gap);
            }
            sendInPieces(cut(framed(pieces.get(i), i == pieces.size() - 1)));
        }
        if (pieces.isEmpty() && draft.framing == Draft.Framing.CHUNKED && !draft.unterminated) {
            send(ascii("0\r\n\r\n"));
        }
    }

    private List<byte[]> pieces() {
        if (draft.gzip) {
            return List.of(gzipped());
        }
        if (draft.raw != null) {
            return List.of(draft.raw);
        }
        return draft.events.stream()
                .map(event -> event.wire().getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private byte[] head(List<byte[]> pieces) {
        StringBuilder head = new StringBuilder(512)
                .append("HTTP/1.1 ")
                .append(draft.status)
                .append(' ')
                .append(HttpResponseStatus.valueOf(draft.status).reasonPhrase())
                .append("\r\n");
        draft.headers.forEach(header -> head.append(header.getKey())
                .append(": ")
                .append(header.getValue())
                .append("\r\n"));
        if (draft.framing == Draft.Framing.CHUNKED) {
            head.append("transfer-encoding: chunked\r\n");
        } else if (draft.framing == Draft.Framing.LENGTH) {
            long length = pieces.stream().mapToLong(piece -> piece.length).sum();
            head.append("content-length: ")
                    .append(Math.max(0, length + draft.lengthError))
                    .append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] framed(byte[] piece, boolean last) {
        if (draft.framing != Draft.Framing.CHUNKED) {
            return piece;
        }
        String size = draft.badChunks ? "zz" : Integer.toHexString(piece.length);
        String after = last && !draft.unterminated ? "\r\n0\r\n\r\n" : "\r\n";
        return joined(ascii(size + "\r\n"), piece, ascii(after));
    }

    private byte[] cut(byte[] bytes) {
        int length = (int) Math.min(bytes.length, bodyLeft);
        bodyLeft -= length;
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void sendInPieces(byte[] bytes) {
        int size = draft.pieceBytes > 0 ? draft.pieceBytes : Math.max(1, bytes.length);
        for (int from = 0; from < bytes.length; from += size) {
            if (from > 0) {
                pause(draft.gap);
            }
            steps.add(new Step.Send(Unpooled.wrappedBuffer(bytes, from, Math.min(size, bytes.length - from))));
        }
    }

    private void send(byte[] bytes) {
        steps.add(new Step.Send(Unpooled.wrappedBuffer(bytes)));
    }

    private void pause(Duration duration) {
        if (!duration.isZero()) {
            steps.add(new Step.Pause(duration));
        }
    }

    private byte[] gzipped() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (Event event : draft.events) {
                gzip.write(event.wire().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuf all = Unpooled.wrappedBuffer(parts);
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
