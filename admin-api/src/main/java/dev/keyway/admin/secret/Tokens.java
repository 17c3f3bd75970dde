package dev.keyway.admin.secret;

import dev.keyway.contract.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * Makes and checks tokens: a prefix, 256 random bits in 43 characters of base62, and a CRC-32 of both in 6 more, which
 * distinguishes a mistyped token from an unknown one without asking the database.
 */
public final class Tokens {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(62);
    private static final int BYTES = 32;
    private static final int LENGTH = 43;
    private static final int CHECK_LENGTH = 6;

    private final RandomGenerator random;

    /** @param random unguessable */
    public Tokens(RandomGenerator random) {
        this.random = random;
    }

    public Secret make(TokenKind kind) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String body = kind.prefix() + base62(new BigInteger(1, bits), LENGTH);
        return Secret.of(body + check(body));
    }

    /** The token as a secret if it is one of this kind, complete and mistyped nowhere. */
    public static Optional<Secret> read(TokenKind kind, String text) {
        int length = kind.prefix().length() + LENGTH + CHECK_LENGTH;
        if (text.length() != length || !text.startsWith(kind.prefix())) {
            return Optional.empty();
        }
        String body = text.substring(0, length - CHECK_LENGTH);
        return check(body).equals(text.substring(length - CHECK_LENGTH))
                ? Optional.of(Secret.of(text))
                : Optional.empty();
    }

    /** Last 4 characters, by which people recognise a token. */
    public static String last4(Secret token) {
        String text = token.reveal();
        return text.substring(text.length() - 4);
    }

    private static String check(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return base62(BigInteger.valueOf(crc.getValue()), CHECK_LENGTH);
    }

    private static String base62(BigInteger number, int length) {
        char[] text = new char[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(text);
    }
}
