package dev.keyway.filters.model;

import dev.keyway.contract.Secret;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of a proxy token. The token itself does not get further than the source of the model. Look-up and comparison take a time
 * that depends on the digest alone: who measures it learns nothing of a token, since nobody can choose the digest of a guess.
 */
public final class TokenDigest {

    private static final int LENGTH = 32;

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    private TokenDigest(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a token digest has " + LENGTH + " bytes");
        }
        ByteBuffer read = ByteBuffer.wrap(bytes);
        this.first = read.getLong();
        this.second = read.getLong();
        this.third = read.getLong();
        this.fourth = read.getLong();
    }

    /** The digest of a token. */
    public static TokenDigest of(Secret token) {
        return new TokenDigest(token.digest());
    }

    /**
     * A digest that another program computed.
     *
     * @throws IllegalArgumentException if it does not have 32 bytes
     */
    public static TokenDigest of(byte[] sha256) {
        return new TokenDigest(sha256);
    }

    /** The digest, 32 bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(LENGTH)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenDigest that
                && ((first ^ that.first) | (second ^ that.second) | (third ^ that.third) | (fourth ^ that.fourth)) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }

    /** Its first digits, which do not suffice to look a token up. */
    @Override
    public String toString() {
        return "TokenDigest[" + HexFormat.of().toHexDigits(first >>> Integer.SIZE, Byte.SIZE) + "…]";
    }
}
