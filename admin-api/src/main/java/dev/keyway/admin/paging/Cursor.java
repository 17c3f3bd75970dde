package dev.keyway.admin.paging;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Where a page ended, as text that says nothing to others. */
final class Cursor {

    private static final int BYTES = 20;

    private Cursor() {}

    static String text(UUID id, String list) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .putInt(list.hashCode())
                        .array());
    }

    static UUID read(String text, String list) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                UUID id = new UUID(buffer.getLong(), buffer.getLong());
                if (buffer.getInt() == list.hashCode()) {
                    return id;
                }
            }
        } catch (IllegalArgumentException e) {
            throw foreign();
        }
        throw foreign();
    }

    private static ProblemException foreign() {
        return ProblemException.of(
                ErrorCode.INVALID_CURSOR, "cursor must be a 'next' of this list, as it was given out.");
    }
}
