package dev.keyway.filters.upstream.transport;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;

/** Runs work on a request's event loop, so that all of a request's state is confined to one thread. */
public final class Loops {

    private Loops() {}

    /**
     * Runs now if already on the loop, else hands it over.
     *
     * @return false if the loop is shut down and the work will not run
     */
    public static boolean run(EventLoop loop, Runnable work) {
        if (loop.inEventLoop()) {
            work.run();
            return true;
        }
        try {
            loop.execute(work);
            return true;
        } catch (RejectedExecutionException shutDown) {
            return false;
        }
    }
}
