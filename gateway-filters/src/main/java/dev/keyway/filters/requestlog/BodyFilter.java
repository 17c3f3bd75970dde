package dev.keyway.filters.requestlog;

import dev.keyway.contract.Secret;
import java.nio.charset.StandardCharsets;

/**
 * Takes a key out of a body that comes in pieces, should a provider repeat it: byte for byte otherwise. Keeps back, at
 * most, the beginning of a key at the end of a piece.
 */
final class BodyFilter {

    private static final byte[] REDACTED = Redaction.REDACTED.getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};

    private final byte[] key;
    private byte[] kept = NOTHING;

    BodyFilter(Secret key) {
        this.key = key.reveal().getBytes(StandardCharsets.UTF_8);
    }

    /** What of the body can be written now. */
    byte[] feed(byte[] piece) {
        byte[] all = joined(kept, piece);
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream(all.length);
        int at = 0;
        while (at < all.length) {
            int same = sameFrom(all, at);
            if (same == key.length) {
                out.writeBytes(REDACTED);
                at += same;
            } else if (at + same == all.length) {
                break;
            } else {
                out.write(all[at]);
                at++;
            }
        }
        kept = java.util.Arrays.copyOfRange(all, at, all.length);
        return out.toByteArray();
    }

    /** What was kept back, once no more will come. */
    byte[] rest() {
        byte[] last = kept;
        kept = NOTHING;
        return last;
    }

    /** How many bytes from there on are those of the key, up to the end of what is there. */
    private int sameFrom(byte[] all, int at) {
        int same = 0;
        while (same < key.length && at + same < all.length && all[at + same] == key[same]) {
            same++;
        }
        return same;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
