package dev.keyway.filters.call;

import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Digests of conversations, by which requests of one are known: of the caller, the model and the request's
 * {@code prompt_cache_key}, or else of the beginning of its messages, which is what providers cache.
 */
final class Conversations {

    /** About 1,024 tokens, the least that providers cache. */
    static final int MESSAGE_BYTES = 4096;

    private static final String CACHE_KEY = "prompt_cache_key";
    private static final String[] MESSAGES = {"messages", "input", "contents", "prompt"};

    private Conversations() {}

    /**
     * The digest of a request's conversation; 0 if its body has neither a cache key nor messages.
     *
     * @param caller whose conversation it is; that of another caller with the same messages is another one
     * @param model the provider's model, since each has a cache of its own
     */
    static long digest(String caller, String model, MemberIndex body) {
        Member key = body.member(CACHE_KEY);
        Member text = key == null ? messages(body) : key;
        if (text == null) {
            return 0;
        }
        MessageDigest digest = sha256();
        digest.update(caller.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(model.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) (key == null ? 1 : 2));
        int length = key == null ? Math.min(text.length(), MESSAGE_BYTES) : text.length();
        digest.update(bytes(body.body(), text.start(), length));
        return ByteBuffer.wrap(digest.digest()).getLong() | 1;
    }

    private static @Nullable Member messages(MemberIndex body) {
        for (String name : MESSAGES) {
            Member member = body.member(name);
            if (member != null) {
                return member;
            }
        }
        return null;
    }

    private static byte[] bytes(ByteBuf body, int start, int length) {
        byte[] bytes = new byte[length];
        body.getBytes(start, bytes);
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
