package dev.keyway.catalogue.glob;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of names in which each {@code *} matches any run of characters, the empty one included; every other
 * character matches itself. Matching takes time linear in pattern and text, whatever both say.
 */
public final class Glob {

    /** The most characters that a pattern may have. */
    public static final int MAX_LENGTH = 512;

    /** The most {@code *} that a pattern may have. */
    public static final int MAX_STARS = 16;

    private final String text;
    private final String head;
    private final List<Literal> middle;
    /** What follows the last {@code *}; null where the pattern has none. */
    private final @Nullable String tail;

    /** @throws IllegalArgumentException if the pattern is too long or has too many {@code *}, saying which */
    public Glob(String text) {
        fault(text).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        this.text = text;
        int first = text.indexOf('*');
        int last = text.lastIndexOf('*');
        this.head = first < 0 ? text : text.substring(0, first);
        this.tail = first < 0 ? null : text.substring(last + 1);
        this.middle = first == last
                ? List.of()
                : Stream.of(text.substring(first + 1, last).split("\\*"))
                        .filter(literal -> !literal.isEmpty())
                        .map(Literal::new)
                        .toList();
    }

    /** What is wrong with a pattern, as the end of a sentence about it; empty if it is a good one. */
    public static Optional<String> fault(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.of("must have at most " + MAX_LENGTH + " characters");
        }
        return text.chars().filter(c -> c == '*').count() > MAX_STARS
                ? Optional.of("must have at most " + MAX_STARS + " '*'")
                : Optional.empty();
    }

    /** Whether the whole of a name matches. */
    public boolean matches(CharSequence name) {
        int end = name.length() - (tail == null ? 0 : tail.length());
        if (end < head.length() || !isAt(name, 0, head)) {
            return false;
        }
        if (tail == null) {
            return end == head.length();
        }
        if (!isAt(name, end, tail)) {
            return false;
        }
        int from = head.length();
        for (Literal literal : middle) {
            from = literal.endIn(name, from, end);
            if (from < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether every name that the other pattern matches is matched by this one too. Exact: a {@code *} of the other may
     * be any character that this pattern does not spell, so only a {@code *} of this pattern can take it in.
     */
    public boolean covers(Glob other) {
        return matches(other.text);
    }

    boolean hasStar() {
        return tail != null;
    }

    /** What is before the first {@code *}; the whole if there is none. */
    String head() {
        return head;
    }

    /** Whether the whole of a name matches; false as well where the steps are used up. */
    public boolean matches(String name, MatchSteps steps) {
        int ends = head.length() + (tail == null ? 0 : tail.length());
        return !steps.areUsedUp()
                && steps.take(1L + (name.startsWith(head) ? ends : 0))
                && (tail == null || !name.startsWith(head) || !name.endsWith(tail) || steps.take(name.length()))
                && matches(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Glob glob && text.equals(glob.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }

    private static boolean isAt(CharSequence name, int at, String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (name.charAt(at + i) != literal.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
