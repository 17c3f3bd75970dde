package dev.keyway.bench.books;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Load of one client for each token, which makes one call after the other, and stops while the gateway is down. */
final class Load implements AutoCloseable {

    private static final Duration RECONNECT = Duration.ofMillis(20);

    private final AtomicInteger number = new AtomicInteger();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final List<Future<?>> clients = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Caller caller;
    private final ProviderLog provider;
    private final Duration period;
    private volatile boolean isOpen = true;
    private volatile boolean isOver;

    /**
     * Begins.
     *
     * @param rate calls a second of all clients together
     */
    Load(URI gateway, List<Account> accounts, ProviderLog provider, double rate) {
        this.caller = new Caller(gateway);
        this.provider = provider;
        this.period = Duration.ofNanos((long) (accounts.size() * 1e9 / rate));
        for (int i = 0; i < accounts.size(); i++) {
            Account account = accounts.get(i);
            long first = System.nanoTime() + period.toNanos() * i / accounts.size();
            clients.add(threads.submit(() -> {
                run(account, first);
                return null;
            }));
        }
    }

    private void run(Account account, long first) throws InterruptedException {
        for (long due = first; !isOver; due = Math.max(due + period.toNanos(), System.nanoTime())) {
            while (System.nanoTime() < due || (!isOpen && !isOver)) {
                LockSupport.parkNanos(Math.max(1_000_000, due - System.nanoTime()));
            }
            if (!isOver) {
                Call call = caller.call(new Ask(number.getAndIncrement()), account);
                if (call == null) {
                    LockSupport.parkNanos(RECONNECT.toNanos());
                } else {
                    provider.ended(call);
                    calls.add(call);
                }
            }
        }
    }

    /** No client makes a call until {@link #resume}; what is under way goes on. */
    void pause() {
        isOpen = false;
    }

    void resume() {
        isOpen = true;
    }

    /** How many calls have ended. */
    int ended() {
        return calls.size();
    }

    /** Ends it when each client has its last response. @return all calls */
    List<Call> stop() throws InterruptedException {
        isOver = true;
        for (Future<?> client : clients) {
            try {
                Object unused = client.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a client failed", e);
            }
        }
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        isOver = true;
        caller.close();
        threads.shutdownNow();
    }
}
