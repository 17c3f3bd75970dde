package dev.keyway.admin.paging;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.KeyRing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Cursor: where a page ended, as signed text, so that nobody makes one of their own. */
final class Cursor {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "keyway cursor".getBytes(StandardCharsets.UTF_8);
    private static final int ID_BYTES = 16;
    private static final int MAC_BYTES = 16;

    private Cursor() {}

    static String text(KeyRing keys, UUID id, String list) {
        byte[] ended = bytes(id);
        byte[] mac = mac(keys.key(keys.writer()).orElseThrow(), ended, list);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(ID_BYTES + MAC_BYTES)
                        .put(ended)
                        .put(mac)
                        .array());
    }

    /** @throws ProblemException if it was not given out for this list */
    static UUID read(KeyRing keys, String text, String list) {
        return find(keys, text, list).orElseThrow(Cursor::foreign);
    }

    /** Where the page ended; empty if it was not given out for this list. */
    static Optional<UUID> find(KeyRing keys, String text, String list) {
        byte[] bytes = decoded(text);
        if (bytes.length == ID_BYTES + MAC_BYTES) {
            byte[] ended = Arrays.copyOf(bytes, ID_BYTES);
            byte[] mac = Arrays.copyOfRange(bytes, ID_BYTES, bytes.length);
            boolean given = keys.ids().stream()
                    .anyMatch(id -> MessageDigest.isEqual(mac, mac(keys.key(id).orElseThrow(), ended, list)));
            if (given) {
                ByteBuffer buffer = ByteBuffer.wrap(ended);
                return Optional.of(new UUID(buffer.getLong(), buffer.getLong()));
            }
        }
        return Optional.empty();
    }

    private static byte[] decoded(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // One text for the same bytes: the last character has bits that mean nothing.
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static byte[] mac(byte[] key, byte[] ended, String list) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(PURPOSE);
            mac.update(ended);
            return Arrays.copyOf(mac.doFinal(list.getBytes(StandardCharsets.UTF_8)), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static ProblemException foreign() {
        return ProblemException.of(
                ErrorCode.INVALID_CURSOR, "cursor must be a 'next' or 'previous' of this list, as it was given out.");
    }
}
