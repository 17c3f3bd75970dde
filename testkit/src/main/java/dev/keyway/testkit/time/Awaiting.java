package dev.keyway.testkit.time;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waiting for a condition that nothing announces. It looks once a millisecond and returns as soon as it holds. */
public final class Awaiting {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Awaiting() {}

    /**
     * Waits up to 10 s.
     *
     * @throws AssertionError if the condition does not hold by then
     */
    public static void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE, condition);
    }

    /**
     * Waits up to the timeout.
     *
     * @throws AssertionError if the condition does not hold by then
     */
    public static void until(String what, Duration timeout, BooleanSupplier condition) {
        Boolean unused = value(what, timeout, condition::getAsBoolean, Boolean::booleanValue);
    }

    /**
     * Waits up to the timeout for a value that fits, and returns it.
     *
     * @throws AssertionError with the last value seen if none fits by then
     */
    public static <T> T value(String what, Duration timeout, Supplier<T> source, Predicate<T> fits) {
        long deadline = System.nanoTime() + timeout.toNanos();
        T value = source.get();
        while (!fits.test(value)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited " + timeout + " in vain for " + what + "; last: " + value);
            }
            LockSupport.parkNanos(1_000_000);
            value = source.get();
        }
        return value;
    }
}
