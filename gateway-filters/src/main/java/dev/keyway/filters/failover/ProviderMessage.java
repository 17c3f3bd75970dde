package dev.keyway.filters.failover;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A provider's message made fit for a caller's eyes: bounded, and without anything that looks like a key. */
final class ProviderMessage {

    private static final int LONGEST = 2000;
    private static final String REDACTED = "[redacted]";

    /** Keys by the prefixes that providers give them, masked ones too. */
    private static final Pattern PREFIXED = Pattern.compile(
            "\\b(?:sk|pk|rk|xai|gsk|nvapi|fw|tgp|kwy|hf|AIza|AQ|org|proj|acct)[-_.*][A-Za-z0-9_*.-]{6,}|\\bAIza[A-Za-z0-9_*-]{6,}");

    /** Whatever follows the words that introduce a key. */
    private static final Pattern INTRODUCED = Pattern.compile(
            "(?i)((?:api[ _-]?key|token|bearer|secret)(?: provided| is)?(?:\\s*[:=]\\s*|\\s+(?=['\"`]))['\"`]?)[^\\s'\"`,]{4,}");

    /** Long runs of letters and digits in which both occur: no word, model or date is so long without a separator. */
    private static final Pattern RANDOM =
            Pattern.compile("\\b(?=[A-Za-z0-9_]*\\d)(?=[A-Za-z0-9_]*[A-Za-z])[A-Za-z0-9_]{24,}\\b");

    private ProviderMessage() {}

    /** The message to show, or one of our own where the provider gave none. */
    static String presentable(@Nullable String message, int status) {
        if (message == null || message.isBlank()) {
            return "The provider answered with status " + status + " and no message.";
        }
        String text = cut(message, 2 * LONGEST);
        text = PREFIXED.matcher(text).replaceAll(REDACTED);
        text = INTRODUCED.matcher(text).replaceAll("$1" + REDACTED);
        text = RANDOM.matcher(text).replaceAll(REDACTED);
        return text.length() > LONGEST ? cut(text, LONGEST) + "…" : text;
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }
}
