package dev.keyway.admin.signin;

import dev.keyway.admin.caller.ClientNetwork;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that is about to be judged.
 *
 * @param login as the database compares logins; what is typed there may be a password, so it is stored as a digest alone
 * @param user whose login it is; null: nobody's
 * @param address where it comes from
 * @param browser the digest of the cookie of a browser that is known for this user; null: a stranger
 */
record Try(
        String login,
        @Nullable UUID user,
        String address,
        @Nullable String browser) {

    private static final int FREE = 5;
    private static final int FREE_FOR_ALL = 20;

    /**
     * What is counted, in the order in which rows are locked, and after how many failures each further one waits. A known browser
     * has a counter of its own, so that strangers who fail lock nobody out of it; of strangers each client network is counted for
     * the login, all of them together, and each network for all logins.
     */
    Map<String, Integer> counters() {
        Map<String, Integer> counters = new TreeMap<>();
        String network = ClientNetwork.of(address);
        counters.put("address:" + network, FREE_FOR_ALL);
        if (browser == null) {
            counters.put("pair:" + digest(subject() + " " + network), FREE);
            counters.put(subject(), FREE_FOR_ALL);
        } else {
            counters.put("browser:" + browser, FREE);
        }
        return counters;
    }

    Optional<UUID> known() {
        return Optional.ofNullable(user);
    }

    private String subject() {
        return user == null ? "login:" + digest(login) : "user:" + user;
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
