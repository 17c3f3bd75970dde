package dev.keyway.admin.oidc;

import dev.keyway.admin.security.Cookies;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Signed cookie of an attempt: one that somebody planted is not accepted. The key follows from the client secret, which all
 * replicas have; without one it is this process's own.
 */
@Component
final class AttemptCookie {

    private static final String NAME = "keyway_oidc";
    private static final String HMAC = "HmacSHA256";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int PARTS = 7;

    private final Cookies cookies;
    private final Clock clock;
    private final byte[] key;

    AttemptCookie(Cookies cookies, ClientSettings client, RandomGenerator random, Clock clock) {
        this.cookies = cookies;
        this.clock = clock;
        byte[] own = new byte[32];
        random.nextBytes(own);
        this.key = client.secret().isBlank() ? own : client.secret().getBytes(StandardCharsets.UTF_8);
    }

    /** The attempt that this browser began a short while ago. */
    Optional<Attempt> read(HttpServletRequest request) {
        return cookies.read(request, NAME).flatMap(this::parse);
    }

    /** Top-level navigation from the provider must bring it along. */
    String cookie(HttpServletRequest request, Attempt attempt) {
        return cookies.write(request, NAME, value(attempt), LONGEST, Cookies.SameSite.LAX);
    }

    String value(Attempt attempt) {
        String signed = Stream.of(
                        attempt.state(),
                        attempt.nonce(),
                        attempt.verifier(),
                        attempt.redirectUri(),
                        attempt.to(),
                        "" + clock.instant().plus(LONGEST).getEpochSecond())
                .map(part -> encode(part.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("."));
        return signed + "." + encode(mac(signed));
    }

    String noCookie(HttpServletRequest request) {
        return cookies.write(request, NAME, "", Duration.ZERO, Cookies.SameSite.LAX);
    }

    private Optional<Attempt> parse(String cookie) {
        String signed = cookie.substring(0, Math.max(0, cookie.lastIndexOf('.')));
        List<byte[]> parts;
        try {
            parts = Arrays.stream(cookie.split("\\.", -1))
                    .map(Base64.getUrlDecoder()::decode)
                    .toList();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (parts.size() != PARTS || !MessageDigest.isEqual(mac(signed), parts.getLast())) {
            return Optional.empty();
        }
        List<String> texts = parts.stream()
                .map(part -> new String(part, StandardCharsets.UTF_8))
                .toList();
        boolean late = Instant.ofEpochSecond(Long.parseLong(texts.get(5))).isBefore(clock.instant());
        return late || !ReturnPath.isOne(texts.get(4))
                ? Optional.empty()
                : Optional.of(new Attempt(texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4)));
    }

    private byte[] mac(String signed) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(("keyway oidc attempt " + signed).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    private static String encode(byte[] part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    }
}
