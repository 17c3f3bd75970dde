package dev.keyway.admin.audit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The chain's end at a moment, signed: stored elsewhere, it shows later that nothing before it was cut or made anew.
 *
 * @param sequence of the latest entry, 0 for none
 * @param mac of that entry, in hexadecimal
 * @param signature in hexadecimal
 */
record AuditHead(long sequence, String mac, String keyId, String signature) {

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,18})~([0-9a-f]{64})~([A-Za-z0-9_.-]{1,40})~([0-9a-f]{64})");

    static AuditHead sign(AuditKeys keys, long sequence, String mac) {
        String keyId = keys.writer();
        return new AuditHead(
                sequence, mac, keyId, keys.head(keyId, sequence, mac).orElseThrow());
    }

    /** As it is in logs and headers, and is given back for verification. */
    String text() {
        return sequence + "~" + mac + "~" + keyId + "~" + signature;
    }

    /** Whether it was signed with one of our keys. */
    boolean isOurs(AuditKeys keys) {
        return keys.head(keyId, sequence, mac).filter(signature::equals).isPresent();
    }

    /** Empty if it is no head. */
    static Optional<AuditHead> read(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new AuditHead(Long.parseLong(parts.group(1)), parts.group(2), parts.group(3), parts.group(4)))
                : Optional.empty();
    }
}
