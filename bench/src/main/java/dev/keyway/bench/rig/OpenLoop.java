package dev.keyway.bench.rig;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Sends each request at its time, whatever became of those before it. */
public final class OpenLoop {

    private OpenLoop() {}

    /**
     * Sends all and waits for the answers.
     *
     * @param schedule nanoseconds after the start, in order
     * @param requests the request of each place of the schedule; its Mono must never fail
     * @param patience how long to wait for answers after the last request
     */
    public static List<Timed> run(long[] schedule, IntFunction<Mono<Answer>> requests, Duration patience)
            throws InterruptedException {
        Queue<Timed> answers = new ConcurrentLinkedQueue<>();
        CountDownLatch open = new CountDownLatch(schedule.length);
        Disposable.Composite running = Disposables.composite();
        long start = System.nanoTime();
        for (int i = 0; i < schedule.length; i++) {
            long due = schedule[i];
            awaitMoment(start + due);
            running.add(requests.apply(i).subscribe(answer -> {
                answers.add(new Timed(due, System.nanoTime() - start, answer));
                open.countDown();
            }));
        }
        if (!open.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            running.dispose();
        }
        return List.copyOf(answers);
    }

    private static void awaitMoment(long moment) throws InterruptedException {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
