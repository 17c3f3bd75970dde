package dev.keyway.filters.keypool.inmemory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notifications that an operation on the pool makes: of changed model pools, handled under the lock, and to listeners, after it. */
final class Notifications {

    private final Deque<ModelPool> modelPools = new ArrayDeque<>();
    private List<Notification> notifications = new ArrayList<>();

    void changed(ModelPool modelPool) {
        if (!modelPool.isChanged) {
            modelPool.isChanged = true;
            modelPools.add(modelPool);
        }
    }

    @Nullable
    ModelPool nextChanged() {
        ModelPool modelPool = modelPools.poll();
        if (modelPool != null) {
            modelPool.isChanged = false;
        }
        return modelPool;
    }

    void add(Notification notification) {
        notifications.add(notification);
    }

    List<Notification> take() {
        if (notifications.isEmpty()) {
            return List.of();
        }
        List<Notification> taken = notifications;
        notifications = new ArrayList<>();
        return taken;
    }
}
