package dev.keyway.bench.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What memory a JVM holds, asked of itself through {@code jcmd}. */
public final class MemoryProbe {

    /** The JVM must be started with this, else it can't tell its direct memory. */
    public static final String JVM_OPTION = "-XX:NativeMemoryTracking=summary";

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");
    private static final Pattern OTHER = Pattern.compile("Other \\(reserved=[0-9]+KB, committed=([0-9]+)KB\\)");

    private final long pid;

    /** For the JVM of that process. */
    public MemoryProbe(long pid) {
        this.pid = pid;
    }

    /** Collects garbage, then looks. */
    public Memory measure() throws InterruptedException {
        return parse(jcmd("GC.class_histogram"), jcmd("VM.native_memory", "summary"));
    }

    static Memory parse(String histogram, String nativeMemory) {
        return new Memory(figure(TOTAL, histogram), figure(OTHER, nativeMemory) * 1024);
    }

    private static long figure(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "no figure in what jcmd says: " + text.lines().findFirst());
        }
        return Long.parseLong(matcher.group(1));
    }

    private String jcmd(String... command) throws InterruptedException {
        String[] all = new String[command.length + 2];
        all[0] = JavaHome.program("jcmd");
        all[1] = Long.toString(pid);
        System.arraycopy(command, 0, all, 2, command.length);
        try {
            Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
