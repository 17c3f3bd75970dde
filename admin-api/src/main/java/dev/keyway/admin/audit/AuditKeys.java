package dev.keyway.admin.audit;

import dev.keyway.admin.secret.KeyRing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the chain's links and heads, with keys that the database never sees. */
final class AuditKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] HEAD = "keyway audit head".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CLOSING = "keyway audit closing".getBytes(StandardCharsets.UTF_8);

    private final KeyRing keys;

    AuditKeys(KeyRing keys) {
        this.keys = keys;
    }

    String writer() {
        return keys.writer();
    }

    /** The link's MAC in hexadecimal, after the one before; empty if there is no such key. */
    Optional<String> link(String keyId, String previous, long sequence, String canonical) {
        return keys.key(keyId)
                .map(key -> sign(
                        key,
                        HexFormat.of().parseHex(previous),
                        ByteBuffer.allocate(Long.BYTES).putLong(sequence).array(),
                        canonical.getBytes(StandardCharsets.UTF_8)));
    }

    /** The signature under a head, in hexadecimal; empty if there is no such key. */
    Optional<String> head(String keyId, long sequence, String mac) {
        return keys.key(keyId)
                .map(key -> sign(
                        key,
                        HEAD,
                        ByteBuffer.allocate(Long.BYTES).putLong(sequence).array(),
                        HexFormat.of().parseHex(mac)));
    }

    /** The seal of a month's closing, in hexadecimal, which no head has; empty if there is no such key. */
    Optional<String> closing(String keyId, YearMonth month, long sequence, String mac) {
        return keys.key(keyId)
                .map(key -> sign(
                        key,
                        CLOSING,
                        month.toString().getBytes(StandardCharsets.UTF_8),
                        ByteBuffer.allocate(Long.BYTES).putLong(sequence).array(),
                        HexFormat.of().parseHex(mac)));
    }

    private static String sign(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
