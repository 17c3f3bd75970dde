package dev.keyway.filters.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a later request may refer to of an answer: the answer itself, its items, and content that only the provider account
 * that encrypted it can read. Bounded. Not thread-safe.
 */
public final class AnswerIds {

    /** A request that carries a conversation carries most of its items; to know some of them is enough. */
    static final int MOST_ITEMS = 64;

    static final int LONGEST_ID = 256;

    private @Nullable String answer;
    private final Set<String> items = new LinkedHashSet<>();
    private final Set<String> encrypted = new LinkedHashSet<>();

    AnswerIds() {}

    /** The name under which encrypted content is remembered: a digest, since it is long. */
    public static String ofEncrypted(String content) {
        MessageDigest digest = digest();
        digest.update(content.getBytes(StandardCharsets.UTF_8));
        return named(digest);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The name of the content that a digest has been fed with. */
    static String named(MessageDigest digest) {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }

    /** The answer's own id; null as long as it has named none. */
    public @Nullable String answer() {
        return answer;
    }

    /** The ids of its items so far. */
    public List<String> items() {
        return List.copyOf(items);
    }

    /** The {@linkplain #ofEncrypted names} of what is encrypted in it so far. */
    public List<String> encrypted() {
        return List.copyOf(encrypted);
    }

    /** How many names there are. */
    public int size() {
        return (answer == null ? 0 : 1) + items.size() + encrypted.size();
    }

    /** An answer has one id: the first counts. */
    void answer(String id) {
        if (answer == null && isPlain(id)) {
            answer = id;
        }
    }

    void item(String id) {
        if (items.size() < MOST_ITEMS && isPlain(id)) {
            items.add(id);
        }
    }

    void encrypted(String name) {
        if (encrypted.size() < MOST_ITEMS) {
            encrypted.add(name);
        }
    }

    void addAll(AnswerIds more) {
        if (more.answer != null) {
            answer(more.answer);
        }
        more.items.forEach(this::item);
        more.encrypted.forEach(this::encrypted);
    }

    private static boolean isPlain(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID;
    }
}
