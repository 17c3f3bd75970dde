package dev.keyway.filters.call;

import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.stored.Affinity;
import dev.keyway.filters.stored.References;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns of a request's targets. Those whose provider has stored what the request refers to come first, the others in their order. A
 * target that had no key ready gets a second turn after all others, in which the request may wait. Does no I/O.
 */
final class TargetTurns {

    private final Deque<Turn> left;

    private TargetTurns(List<Turn> turns) {
        this.left = new ArrayDeque<>(turns);
    }

    /**
     * One turn of a target.
     *
     * @param history what the request has tried on it before; null in its first turn
     */
    record Turn(
            ServedModel target, Affinity affinity, @Nullable CallHistory history) {}

    /** @throws GatewayException if the request refers to what none of its targets can serve: why the first cannot */
    static TargetTurns of(CallRequest request, References references) {
        List<Turn> bound = new ArrayList<>();
        List<Turn> free = new ArrayList<>();
        @Nullable GatewayException refused = null;
        for (ServedModel target : request.targets()) {
            try {
                Affinity affinity = request.affinity(target, references);
                (affinity.onlyAccount() == null ? free : bound).add(new Turn(target, affinity, null));
            } catch (GatewayException cannotServe) {
                refused = refused == null ? cannotServe : refused;
            }
        }
        bound.addAll(free);
        if (bound.isEmpty() && refused != null) {
            throw refused;
        }
        return new TargetTurns(bound);
    }

    /** The next turn; null if none is left. */
    @Nullable
    Turn next() {
        return left.poll();
    }

    /** Whether the request may wait for a key in this turn, since no other target could serve it meanwhile. */
    boolean mayWait(Turn turn) {
        return turn.history() != null || left.isEmpty();
    }

    /** The target had no key ready. */
    void again(Turn turn, CallHistory history) {
        left.add(new Turn(turn.target(), turn.affinity(), history));
    }
}
