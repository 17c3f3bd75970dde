package dev.keyway.admin.alert;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Executor of deliveries: runs several at a time, each on virtual threads of its own, so that a slow receiver delays no other. A
 * delivery that takes too long is interrupted, which closes its connection.
 */
final class DeliveryExecutor implements AutoCloseable {

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final int size;
    private final Duration longest;
    private final Map<UUID, UUID> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param longest the time limit of a delivery */
    DeliveryExecutor(int size, Duration longest) {
        this.size = size;
        this.longest = longest;
    }

    /** Number of deliveries that can start now. */
    int free() {
        return size - underWay.size();
    }

    /** Channels with a running delivery. */
    Set<UUID> busy() {
        return new HashSet<>(underWay.values());
    }

    /**
     * Starts a delivery and returns at once.
     *
     * @param send returns why it failed, or nothing; it is interrupted when it takes too long
     * @param then receives that reason
     */
    void execute(Delivery delivery, Callable<Optional<String>> send, Consumer<Optional<String>> then) {
        underWay.put(delivery.id(), delivery.channel());
        threads.execute(() -> {
            try {
                then.accept(inTime(send));
            } finally {
                underWay.remove(delivery.id());
            }
        });
    }

    private Optional<String> inTime(Callable<Optional<String>> send) {
        Future<Optional<String>> sent = threads.submit(send);
        try {
            return sent.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            boolean unused = sent.cancel(true);
            return Optional.of("it took longer than %d s".formatted(longest.toSeconds()));
        } catch (ExecutionException failed) {
            return Optional.of("it failed: " + failed.getCause());
        } catch (InterruptedException ends) {
            boolean unused = sent.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.of("the service ended");
        }
    }

    /** Waits briefly for running deliveries; those that it interrupts are sent again. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
