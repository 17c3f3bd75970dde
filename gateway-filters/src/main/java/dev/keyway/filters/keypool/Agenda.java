package dev.keyway.filters.keypool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operation on the pool leaves to be done: lanes to look at again under the lock, notices to deliver after it. */
final class Agenda {

    private final Deque<ModelLane> lanes = new ArrayDeque<>();
    private List<Notice> notices = new ArrayList<>();

    void revisit(ModelLane lane) {
        if (!lane.isOnAgenda) {
            lane.isOnAgenda = true;
            lanes.add(lane);
        }
    }

    @Nullable
    ModelLane nextLane() {
        ModelLane lane = lanes.poll();
        if (lane != null) {
            lane.isOnAgenda = false;
        }
        return lane;
    }

    void add(Notice notice) {
        notices.add(notice);
    }

    List<Notice> takeNotices() {
        if (notices.isEmpty()) {
            return List.of();
        }
        List<Notice> taken = notices;
        notices = new ArrayList<>();
        return taken;
    }
}
