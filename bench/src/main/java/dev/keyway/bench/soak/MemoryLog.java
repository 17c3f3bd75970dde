package dev.keyway.bench.soak;

import dev.keyway.bench.rig.Memory;
import dev.keyway.bench.rig.MemoryProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Samples of a JVM's memory, taken at intervals until it is closed. */
final class MemoryLog implements AutoCloseable {

    private final List<Memory> samples = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread sampler;

    MemoryLog(MemoryProbe probe, Duration every) {
        sampler = Thread.ofVirtual().start(() -> sample(probe, every));
    }

    List<Memory> samples() {
        return List.copyOf(samples);
    }

    private void sample(MemoryProbe probe, Duration every) {
        try {
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                samples.add(probe.measure());
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a sample that is being taken. */
    @Override
    public void close() {
        closed.countDown();
        try {
            sampler.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
