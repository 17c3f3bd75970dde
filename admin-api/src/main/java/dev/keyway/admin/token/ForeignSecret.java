package dev.keyway.admin.token;

import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.contract.Secret;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** A secret that another system made, such as LiteLLM's {@code sk-…}: taken as it is if it can hardly be guessed. */
final class ForeignSecret {

    static final int SHORTEST = 20;
    static final int LONGEST = 512;
    private static final int LEAST_BITS = 64;
    private static final int GRAM = 3;

    /** Secrets of documentation, which everybody has. */
    private static final Set<String> SAMPLES = Set.of(
            "demo-token",
            "a-token-you-choose",
            "a-token-of-your-own",
            "sk-Zk3vQ9x1Lw7Tn5Rb2Hc8",
            "kwy_3TqYx5cVt8mJ0bK2rW9nZ4pL6sD1fG7hA",
            "sk-proj-4f1b9c27d6e8a035",
            "sk-proj-9d02e7b1c4f6a853",
            "sk-proj-1c7e5a90b2d4f368",
            "sk-1234");

    private ForeignSecret() {}

    /** @throws ProblemException if it must not be a token; the message has no part of it */
    static Secret read(String text) {
        if (SAMPLES.contains(text)) {
            throw invalid("is a sample from documentation: make another one");
        }
        if (text.length() < SHORTEST || text.length() > LONGEST) {
            throw invalid("must have %d to %d characters".formatted(SHORTEST, LONGEST));
        }
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw invalid("must be printable ASCII without spaces");
        }
        requireOfNoOtherKind(text);
        if (classes(text) < 2 || bits(text) < LEAST_BITS) {
            throw invalid("is too easy to guess: it must be random, of letters and digits");
        }
        return Secret.of(text);
    }

    private static void requireOfNoOtherKind(String text) {
        for (TokenKind kind : TokenKind.values()) {
            if (text.startsWith(kind.prefix())) {
                if (kind != TokenKind.PROXY) {
                    throw invalid("must be a proxy token: what begins with %s is for something else"
                            .formatted(kind.prefix()));
                }
                if (Tokens.read(kind, text).isEmpty()) {
                    throw invalid("begins with %s and is mistyped or incomplete".formatted(kind.prefix()));
                }
            }
        }
    }

    /** How many of lower case, upper case and digits are in it. */
    private static long classes(String text) {
        return Stream.of("[a-z]", "[A-Z]", "[0-9]")
                .filter(type -> text.matches(".*" + type + ".*"))
                .count();
    }

    /**
     * Upper bound of its entropy: that of its characters by how often each is in it, but nothing for those that count on from the
     * one before (abc, 111) or end a group of three that was there already.
     */
    private static double bits(String text) {
        double perCharacter = 0;
        for (int c : text.chars().distinct().toArray()) {
            double share = (double) text.chars().filter(other -> other == c).count() / text.length();
            perCharacter -= share * Math.log(share) / Math.log(2);
        }
        int counted = 0;
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < text.length(); i++) {
            boolean goesOn = i > 0 && Math.abs(text.charAt(i) - text.charAt(i - 1)) <= 1;
            boolean isNew = i + 1 < GRAM || seen.add(text.substring(i + 1 - GRAM, i + 1));
            counted += isNew && !goesOn ? 1 : 0;
        }
        return perCharacter * counted;
    }

    private static ProblemException invalid(String message) {
        return ProblemException.invalid("token", message);
    }
}
