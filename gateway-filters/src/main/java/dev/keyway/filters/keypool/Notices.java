package dev.keyway.filters.keypool;

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
final class Notices {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    /** Takes a permit back that could not be delivered, and returns the notices that follow from that. */
    private final Function<PoolPermit, List<Notice>> takeBack;

    Notices(Function<PoolPermit, List<Notice>> takeBack) {
        this.takeBack = takeBack;
    }

    void deliver(List<Notice> notices) {
        for (Notice notice : notices) {
            Throwable failure = failureOf(notice);
            if (failure != null) {
                LOG.error("A listener of the key pool failed; its key is released", failure);
                recover(notice);
            }
        }
    }

    /** Not recursive, because each of many listeners in the queue may throw. */
    private void recover(Notice failed) {
        Deque<Notice> left = new ArrayDeque<>(followUps(failed));
        int further = 0;
        while (!left.isEmpty()) {
            Notice next = left.remove();
            if (failureOf(next) != null) {
                further++;
                left.addAll(followUps(next));
            }
        }
        if (further > 0) {
            LOG.error("{} listeners who got that key next failed as well", further);
        }
    }

    private List<Notice> followUps(Notice failed) {
        PoolPermit permit = failed.permit();
        return permit == null ? List.of() : takeBack.apply(permit);
    }

    private static @Nullable Throwable failureOf(Notice notice) {
        try {
            notice.deliver();
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }
}
