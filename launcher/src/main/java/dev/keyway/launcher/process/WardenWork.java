package dev.keyway.launcher.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work of a {@link Warden}. */
final class WardenWork {

    /** The line after which nothing is to be done. */
    static final String DISMISSED = "dismissed";

    private static final long PATIENCE_SECONDS = 120;

    private WardenWork() {}

    static void run(InputStream input) throws IOException, InterruptedException {
        Deque<ProcessHandle> guarded = new ArrayDeque<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.equals(DISMISSED)) {
                return;
            }
            ProcessHandle.of(Long.parseLong(line)).ifPresent(guarded::push);
        }
        for (ProcessHandle process : guarded) {
            end(process);
        }
    }

    /** Asks a process to end and waits for that; kills it when the patience is over. */
    private static void end(ProcessHandle process) throws InterruptedException {
        boolean unused = process.destroy();
        try {
            ProcessHandle unusedHandle = process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException late) {
            unused = process.destroyForcibly();
        }
    }
}
