package dev.keyway.filters.serving;

import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.snapshot.Snapshot;
import dev.keyway.filters.snapshot.SnapshotListener;
import io.netty.channel.EventLoop;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Open requests of known callers: cuts those whose token is revoked. It looks at them only when a snapshot knows other revoked tokens than
 * the one before, so that an open stream costs nothing until then.
 */
final class OpenRequests implements SnapshotListener {

    private final Set<OpenRequest> open = ConcurrentHashMap.newKeySet();
    private final Supplier<Snapshot> live;
    private @Nullable CallerIndex seen;

    /** @param live the snapshot that serves; asked for each request */
    OpenRequests(Supplier<Snapshot> live) {
        this.live = live;
    }

    /** Begins a request. One whose token was revoked since it was authenticated is cut at once. */
    OpenRequest begin(Caller caller, EventLoop loop) {
        OpenRequest request = new OpenRequest(caller, loop);
        open.add(request);
        // After it is added: a token that is revoked from now on is found by the swap.
        if (isRevoked(live.get().model().callers(), caller)) {
            request.cut();
        }
        return request;
    }

    void end(OpenRequest request) {
        open.remove(request);
    }

    int size() {
        return open.size();
    }

    @Override
    public synchronized void changed(Snapshot now) {
        CallerIndex callers = now.model().callers();
        CallerIndex before = seen;
        seen = callers;
        if (before == null || !callers.sharesRevoked(before)) {
            open.stream()
                    .filter(request -> isRevoked(callers, request.caller()))
                    .forEach(OpenRequest::cut);
        }
    }

    private static boolean isRevoked(CallerIndex callers, Caller caller) {
        return callers.hasRevoked() && callers.isRevoked(caller);
    }
}
