package dev.keyway.launcher.up;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What the user sees: a summary, and of the programs' logs what needs attention. */
public final class Terminal {

    private static final Pattern ATTENTION =
            Pattern.compile("\\S+ (WARN|ERROR) .*|.*\"level\":\"(WARN|ERROR)\".*|(error|warning): .*");

    private final PrintStream out;
    private final PrintStream err;

    public Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void say(String text) {
        out.println(text);
    }

    /** Something that happens, or is wrong. */
    public void note(String text) {
        err.println("keyway: " + text);
    }

    /** Lines as they are. */
    public void show(List<String> lines) {
        lines.forEach(line -> err.println("  " + line));
    }

    /** Shows those lines of a program that need attention, or that a pattern finds. */
    Consumer<String> linesOf(String program, Pattern also) {
        return line -> {
            if (ATTENTION.matcher(line).matches() || also.matcher(line).find()) {
                err.println(program + ": " + line);
            }
        };
    }
}
