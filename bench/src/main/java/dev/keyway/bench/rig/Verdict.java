package dev.keyway.bench.rig;

import java.util.List;
import java.util.Locale;

/**
 * Whether a run did what is required.
 *
 * @param requirement what is required
 * @param met whether it was so
 * @param figure what was measured
 */
public record Verdict(String requirement, boolean met, String figure) {

    /** Exit code of a run that missed something. */
    public static final int MISSED = 1;

    /** At least that much. */
    public static Verdict atLeast(String requirement, double least, double measured) {
        return new Verdict(
                requirement, measured >= least, text(measured) + " (required: at least " + text(least) + ")");
    }

    /** At most that much. */
    public static Verdict atMost(String requirement, double most, double measured) {
        return new Verdict(requirement, measured <= most, text(measured) + " (allowed: at most " + text(most) + ")");
    }

    /** Exactly that many. */
    public static Verdict exactly(String requirement, long expected, long measured) {
        return new Verdict(requirement, measured == expected, measured + " (required: " + expected + ")");
    }

    public String line() {
        return (met ? "met     " : "MISSED  ") + requirement + ": " + figure;
    }

    /** 0 if all are met. */
    public static int exitCode(List<Verdict> verdicts) {
        return verdicts.stream().allMatch(Verdict::met) ? 0 : MISSED;
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
