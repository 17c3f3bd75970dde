package dev.keyway.filters.keypool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operation on the pool leaves to be done: lanes to look at again under the lock, listeners to tell after it. */
final class Agenda {

    private final Deque<ModelLane> lanes = new ArrayDeque<>();
    private List<Runnable> calls = new ArrayList<>();

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

    void tell(Runnable call) {
        calls.add(call);
    }

    List<Runnable> takeCalls() {
        if (calls.isEmpty()) {
            return List.of();
        }
        List<Runnable> taken = calls;
        calls = new ArrayList<>();
        return taken;
    }
}
