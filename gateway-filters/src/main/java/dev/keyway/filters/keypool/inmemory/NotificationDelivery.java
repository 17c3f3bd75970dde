package dev.keyway.filters.keypool.inmemory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivery of notices after the pool's lock is released. A listener that throws, whatever it throws, loses its permit and nobody
 * else's.
 */
final class NotificationDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationDelivery.class);

    /** Takes a permit back that could not be delivered, and returns the notices that follow from that. */
    private final Function<PoolPermit, List<Notification>> takeBack;

    NotificationDelivery(Function<PoolPermit, List<Notification>> takeBack) {
        this.takeBack = takeBack;
    }

    void deliver(List<Notification> notifications) {
        for (Notification notification : notifications) {
            Throwable failure = failureOf(notification);
            if (failure != null) {
                LOG.error("A listener of the key pool failed; its key is released", failure);
                recover(notification);
            }
        }
    }

    /** Not recursive, because each of many listeners in the queue may throw. */
    private void recover(Notification failed) {
        Deque<Notification> left = new ArrayDeque<>(followUps(failed));
        int further = 0;
        while (!left.isEmpty()) {
            Notification next = left.remove();
            if (failureOf(next) != null) {
                further++;
                left.addAll(followUps(next));
            }
        }
        if (further > 0) {
            LOG.error("{} listeners who got that key next failed as well", further);
        }
    }

    private List<Notification> followUps(Notification failed) {
        PoolPermit permit = failed.permit();
        return permit == null ? List.of() : takeBack.apply(permit);
    }

    private static @Nullable Throwable failureOf(Notification notification) {
        try {
            notification.deliver();
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }
}
