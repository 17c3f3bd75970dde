package dev.keyway.admin.caller;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who calls, on this thread. */
@Component
public final class CurrentCaller {

    // There is one of these in an application, and several applications in a test's JVM.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Caller> current = new ThreadLocal<>();

    /** @throws IllegalStateException if nobody does: what runs by itself says so with {@link #as} */
    public Caller get() {
        return find().orElseThrow(() -> new IllegalStateException("nobody calls on this thread"));
    }

    public Optional<Caller> find() {
        return Optional.ofNullable(current.get());
    }

    /** Runs something as a caller; who called before calls again afterwards. */
    public <T extends @Nullable Object, E extends Exception> T as(Caller caller, Work<T, E> work) throws E {
        Optional<Caller> before = find();
        current.set(caller);
        try {
            return work.run();
        } finally {
            before.ifPresentOrElse(current::set, current::remove);
        }
    }

    /** Runs something as the service itself, for the address of who called until now. */
    public <T extends @Nullable Object, E extends Exception> T asSystem(Work<T, E> work) throws E {
        return as(Caller.system(find().map(Caller::address).orElse("")), work);
    }

    /** Something to do as somebody. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, E extends Exception> {

        T run() throws E;
    }
}
