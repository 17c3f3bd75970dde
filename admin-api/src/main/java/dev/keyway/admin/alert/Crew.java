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
 * Carries several deliveries at once, each on virtual threads of its own, so that a receiver that is slow holds nobody else up. None
 * is under way for longer than it may: its connection is closed then.
 */
final class Crew implements AutoCloseable {

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final int size;
    private final Duration longest;
    private final Map<UUID, UUID> underWay = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param longest how long one may be under way */
    Crew(int size, Duration longest) {
        this.size = size;
        this.longest = longest;
    }

    /** How many more can be carried now. */
    int free() {
        return size - underWay.size();
    }

    /** Channels that something is under way to. */
    Set<UUID> busy() {
        return new HashSet<>(underWay.values());
    }

    /**
     * Goes on at once.
     *
     * @param send answers why it failed, or nothing; it is interrupted when it takes too long
     * @param then is told the same
     */
    void carry(Delivery delivery, Callable<Optional<String>> send, Consumer<Optional<String>> then) {
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

    /** Lets those finish that are about to; what is cut off is sent again. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
