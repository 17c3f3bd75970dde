package dev.keyway.launcher.quickstart;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Preparation by one launcher at a time: another one in the same folder waits, and then finds it done. */
final class OneAtATime {

    private static final Object IN_THIS_PROCESS = new Object();

    private OneAtATime() {}

    /** A preparation. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Waits until no other launcher prepares anything there, then runs a step.
     *
     * @param target folder that is prepared
     */
    static void run(Path target, Step step) throws IOException, InterruptedException {
        synchronized (IN_THIS_PROCESS) {
            try (FileChannel channel = FileChannel.open(
                            target.resolve("preparing.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (held.isValid()) {
                    step.run();
                }
            }
        }
    }
}
