package dev.keyway.filters.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** User key of a tenant: hashes the users that its requests name, so that records never have them. It cannot print itself. */
public final class UserKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final byte[] bytes;
    private final SecretKeySpec key;

    private UserKey(byte[] bytes) {
        this.bytes = bytes.clone();
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** @throws IllegalArgumentException if these are not 32 bytes */
    public static UserKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a user key has " + BYTES + " bytes");
        }
        return new UserKey(bytes);
    }

    /** The key itself, to be stored encrypted. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** HMAC-SHA-256 of a user in UTF-8, in hexadecimal. */
    public String hash(String user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserKey that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "UserKey[****]";
    }
}
