package dev.keyway.admin.usage.rollup;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** Work on days of usage, two at a time: each day is locked alone, and takes one connection. */
final class DayWork {

    private static final int AT_A_TIME = 2;

    private DayWork() {}

    /**
     * Does the work on each day, and returns on how many it was done.
     *
     * @param work says whether it was done; what it throws ends the work, once the days that were begun are over
     */
    static int count(List<LocalDate> days, Predicate<LocalDate> work) {
        int done = 0;
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            List<Future<Boolean>> results = new ArrayList<>();
            days.forEach(day -> results.add(threads.submit(() -> work.test(day))));
            try {
                for (Future<Boolean> result : results) {
                    done += result.get() ? 1 : 0;
                }
            } catch (ExecutionException failure) {
                results.forEach(result -> result.cancel(false));
                throw new IllegalStateException("work on a day of usage failed", failure.getCause());
            } catch (InterruptedException interrupted) {
                results.forEach(result -> result.cancel(false));
                Thread.currentThread().interrupt();
            }
        }
        return done;
    }
}
