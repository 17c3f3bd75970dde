package dev.keyway.testkit.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of the fake shall hold.
 *
 * <p>Unless told otherwise the text is {@code echo:<marker>} followed by {@code w1}, {@code w2}, … and every piece is one
 * output token; the input tokens are the words of the last text of the conversation.
 *
 * @param chunks pieces of text, each one chunk of a stream
 * @param chunkBytes least length of a piece in bytes; shorter ones are filled up with dots
 * @param text the text instead of the echo, cut before each blank; {@code null} for the echo
 * @param usage token counts instead of those counted; {@code null} to count
 * @param usageUnasked whether a stream reports usage although nobody asked
 */
public record Content(
        int chunks,
        int chunkBytes,
        @Nullable String text,
        @Nullable Usage usage,
        boolean usageUnasked) {

    /** Four pieces of echo. */
    public static final Content STANDARD = new Content(4, 0, null, null, false);

    public Content withChunks(int count) {
        return new Content(count, chunkBytes, text, usage, usageUnasked);
    }

    public Content withChunkBytes(int bytes) {
        return new Content(chunks, bytes, text, usage, usageUnasked);
    }

    public Content withText(String words) {
        return new Content(chunks, chunkBytes, words, usage, usageUnasked);
    }

    public Content withUsage(Usage counts) {
        return new Content(chunks, chunkBytes, text, counts, usageUnasked);
    }

    public Content withUsageUnasked() {
        return new Content(chunks, chunkBytes, text, usage, true);
    }

    /** The pieces of text, already escaped for a JSON string. */
    List<String> pieces(Ask ask) {
        if (text != null) {
            return List.of(Json.escape(text).split("(?= )"));
        }
        List<String> pieces = new ArrayList<>(chunks);
        for (int i = 0; i < chunks; i++) {
            String piece = i == 0 ? "echo:" + ask.marker() : " w" + i;
            pieces.add(piece.length() < chunkBytes ? piece + ".".repeat(chunkBytes - piece.length()) : piece);
        }
        return pieces;
    }

    /** The tokens of an answer of that many pieces. */
    Usage usage(Ask ask, int pieces) {
        return usage != null ? usage : new Usage(ask.words(), pieces, 0);
    }
}
