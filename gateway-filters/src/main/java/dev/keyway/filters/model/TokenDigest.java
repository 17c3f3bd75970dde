package dev.keyway.filters.model;

import dev.keyway.contract.Secret;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256 of a proxy token. The token itself does not get further than the source of the model. */
public final class TokenDigest {

    private static final int LENGTH = 32;

    private final byte[] bytes;
    private final int hash;

    private TokenDigest(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a token digest has " + LENGTH + " bytes");
        }
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
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
        return new TokenDigest(sha256.clone());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenDigest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Its first digits, which do not suffice to look a token up. */
    @Override
    public String toString() {
        return "TokenDigest[" + HexFormat.of().formatHex(bytes, 0, 4) + "…]";
    }
}
