package dev.keyway.filters.source.managed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads of the control plane: one waits for changes, one reports, one carries out commands. None is an event loop. */
final class ControlThreads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ControlThreads.class);

    /** How long a step that takes no interrupt, such as compiling a snapshot, may take to end. */
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final ScheduledExecutorService changes = thread("keyway-control");
    private final ScheduledExecutorService reports = thread("keyway-reports");
    private final ScheduledExecutorService commands = thread("keyway-commands");

    /** A task that may be interrupted when the gateway ends. */
    interface Task {
        void run() throws InterruptedException;
    }

    /** Work of which each step says when the next one is due. */
    interface Steps {
        Duration step() throws InterruptedException;
    }

    /** Makes step after step on the thread that waits for changes. */
    void follow(Steps steps) {
        changes.execute(() -> step(steps));
    }

    /** Repeats a report. */
    void repeat(Duration every, Task report) {
        Future<?> unused =
                reports.scheduleWithFixedDelay(() -> guarded(report), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where commands are carried out. */
    Executor commands() {
        return commands;
    }

    /** Interrupts the threads and waits until each has ended: none writes a file, or calls the admin service, after this. */
    @Override
    public void close() {
        if (changes.isShutdown()) {
            return;
        }
        List<ScheduledExecutorService> all = List.of(changes, reports, commands);
        all.forEach(ScheduledExecutorService::shutdownNow);
        try {
            long deadline = System.nanoTime() + LONGEST_END.toNanos();
            for (ScheduledExecutorService thread : all) {
                if (!thread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    log.warn("the control plane has not ended within {} s", LONGEST_END.toSeconds());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(Steps steps) {
        guarded(() -> {
            Duration pause = steps.step();
            try {
                Future<?> unused = changes.schedule(() -> step(steps), pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ended) {
                log.debug("the control plane has ended");
            }
        });
    }

    private static void guarded(Task task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.error("the control plane failed", e);
        }
    }

    private static ScheduledExecutorService thread(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }
}
