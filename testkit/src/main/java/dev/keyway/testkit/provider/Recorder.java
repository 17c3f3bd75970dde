package dev.keyway.testkit.provider;

import dev.keyway.testkit.provider.ReceivedRequest.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What a fake provider received, and waiting for what it shall receive. */
final class Recorder {

    private final int limit;
    private final InstantSource clock;
    private final AtomicLong numbered = new AtomicLong();
    private final AtomicLong count = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Long> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, Busy> busy = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger waiters = new AtomicInteger();
    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

    Recorder(int limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
    }

    boolean keeps() {
        return limit > 0;
    }

    long nextNumber() {
        return numbered.incrementAndGet();
    }

    void connected(long connection) {
        connections.add(connection);
        signal();
    }

    void disconnected(long connection) {
        connections.remove(connection);
        signal();
    }

    void begun(ReceivedRequest request) {
        open.incrementAndGet();
        if (limit > 0) {
            lock.lock();
            try {
                requests.add(request);
                if (requests.size() > limit) {
                    requests.remove();
                }
            } finally {
                lock.unlock();
            }
        }
        count.incrementAndGet();
        signal();
    }

    /** The request is read in full and its answer begins. */
    void serving(ReceivedRequest request) {
        busy(request.key()).enter();
        busy(request.key() + '\n' + request.model()).enter();
        signal();
    }

    void ended(ReceivedRequest request, boolean served, Outcome outcome) {
        request.end(outcome, clock.instant());
        open.decrementAndGet();
        if (served) {
            busy(request.key()).leave();
            busy(request.key() + '\n' + request.model()).leave();
        }
        signal();
    }

    List<ReceivedRequest> requests() {
        lock.lock();
        try {
            return new ArrayList<>(requests);
        } finally {
            lock.unlock();
        }
    }

    long count() {
        return count.get();
    }

    int open() {
        return open.get();
    }

    int connections() {
        return connections.size();
    }

    int mostAtOnce(String key) {
        return busy(key).most.get();
    }

    int mostAtOnce(String key, String model) {
        return busy(key + '\n' + model).most.get();
    }

    /** The most at once of each key. */
    Map<String, Integer> mostAtOnce() {
        Map<String, Integer> all = new TreeMap<>();
        busy.forEach((id, count) -> {
            if (id.indexOf('\n') < 0) {
                all.put(id, count.most.get());
            }
        });
        return all;
    }

    /** Forgets what is over; what is under way stays counted. */
    void reset() {
        lock.lock();
        try {
            requests.clear();
        } finally {
            lock.unlock();
        }
        numbered.set(0);
        count.set(0);
        new HashSet<>(busy.keySet()).forEach(key -> busy(key).forgetMost());
    }

    /** Waits until the condition holds after some change; returns whether it does. */
    boolean await(BooleanSupplier condition, Duration timeout) {
        long left = timeout.toNanos();
        waiters.incrementAndGet();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
            waiters.decrementAndGet();
        }
    }

    void signal() {
        if (waiters.get() > 0) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private Busy busy(String id) {
        return busy.computeIfAbsent(id, any -> new Busy(new AtomicInteger(), new AtomicInteger()));
    }

    private record Busy(AtomicInteger now, AtomicInteger most) {

        void enter() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
        }

        void leave() {
            now.decrementAndGet();
        }

        void forgetMost() {
            most.set(now.get());
        }
    }
}
