package dev.keyway.launcher.process;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Process that ends the others if the launcher is killed, which cannot do so itself then. It waits for the end of a pipe that only the
 * launcher holds, and so ends with it in any case.
 */
public final class Warden {

    /** The command of the launcher that is a warden. */
    public static final String COMMAND = "warden";

    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Writer pipe;

    private Warden(Process process) {
        this.process = process;
        this.pipe = process.outputWriter();
    }

    /** Starts it, from the jar of this process. */
    static Warden start() throws IOException {
        List<String> command = Child.undisturbed(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("java.class.path"),
                COMMAND));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        return new Warden(builder.start());
    }

    /** Has a process ended before those that it was told of earlier. */
    void guard(long pid) throws IOException {
        pipe.write(pid + "\n");
        pipe.flush();
    }

    /** Is the warden: reads process IDs, a line each, and ends those processes when its input ends, the last one first. */
    public static void run() throws IOException, InterruptedException {
        WardenWork.run(System.in);
    }

    /** Ends it alone: the launcher has ended the others, or does so now. */
    void dismiss() throws InterruptedException {
        try (pipe) {
            pipe.write(WardenWork.DISMISSED + "\n");
        } catch (IOException gone) {
            // Then it guards nothing any more.
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            Process unused = process.destroyForcibly();
        }
    }
}
