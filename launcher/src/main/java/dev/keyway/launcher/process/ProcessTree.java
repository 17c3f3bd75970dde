package dev.keyway.launcher.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Children in the order in which they started; they end in the opposite order. A second signal kills those that are still
 * ending. If the launcher is killed, a {@link Warden} ends them.
 */
public final class ProcessTree {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration END = Duration.ofMinutes(2);

    private final Path logs;
    private final Thread owner = Thread.currentThread();
    private final List<Child> children = new CopyOnWriteArrayList<>();
    private final AtomicInteger signal = new AtomicInteger();
    private final Warden warden;

    /**
     * The tree of the thread that makes it, which a signal interrupts.
     *
     * @param logs folder of the children's logs
     */
    public ProcessTree(Path logs) throws IOException {
        this.logs = logs;
        this.warden = Warden.start();
        Signals.handle(this::receive);
    }

    private void receive(int number) {
        if (signal.compareAndSet(0, number)) {
            owner.interrupt();
        } else {
            children.forEach(Child::kill);
        }
    }

    /**
     * Starts a child.
     *
     * @param lines gets each line that it prints
     */
    public Child start(Program program, Consumer<String> lines) throws IOException {
        Child child = Child.start(program, logs, lines);
        children.add(child);
        warden.guard(child.pid());
        return child;
    }

    /** A process beside the tree, which ends after the children that start from now on if the launcher is killed. */
    public void guard(long pid) throws IOException {
        warden.guard(pid);
    }

    /**
     * Waits until a child is ready.
     *
     * @throws LaunchException if it does not get ready, any child ends, or a signal arrives
     */
    public void await(Child child, BooleanSupplier ready) throws LaunchException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!ready.getAsBoolean()) {
            check();
            if (System.nanoTime() > deadline) {
                throw LaunchException.of("%s did not start within five minutes; its log is %s"
                        .formatted(child.name(), child.log().file()));
            }
            Thread.sleep(LOOK);
        }
    }

    /** Waits for a signal or the end of a child, whichever comes first; never returns normally. */
    public void watch() throws LaunchException, InterruptedException {
        while (true) {
            check();
            Thread.sleep(LOOK);
        }
    }

    /** @throws LaunchException if a signal has arrived or a child has ended */
    public void check() throws LaunchException, InterruptedException {
        if (signal.get() != 0) {
            throw LaunchException.signal(signal.get());
        }
        for (Child child : children) {
            if (!child.isAlive()) {
                throw LaunchException.ended(child, child.status());
            }
        }
    }

    /** The reason for an interrupt: a signal that arrived. */
    public LaunchException interrupted() {
        return LaunchException.signal(signal.get());
    }

    /** Ends all that still runs, the last that started first. */
    public void stop() throws InterruptedException {
        boolean unused = Thread.interrupted();
        List<Child> ending = new ArrayList<>(children).reversed();
        for (Child child : ending) {
            child.stop(END);
        }
        warden.dismiss();
    }
}
