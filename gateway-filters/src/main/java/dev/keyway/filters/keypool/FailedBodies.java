package dev.keyway.filters.keypool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which key a request body failed on first. A body that fails on a second key speaks against neither: the request, or the
 * provider, is at fault. Remembers the last 256 bodies.
 */
final class FailedBodies {

    private static final int REMEMBERED = 256;

    /** Empty where the body failed on several keys. */
    private final Map<Long, Optional<Seat>> firstFailedOn = new LinkedHashMap<>();

    /** Takes note of a failure. @return whether three bodies now speak against the key */
    boolean convicts(long body, Seat seat) {
        Optional<Seat> first = firstFailedOn.get(body);
        if (first == null) {
            forgetOldest();
            firstFailedOn.put(body, Optional.of(seat));
            return seat.suspicion.add(body);
        }
        if (first.isPresent() && first.get() == seat) {
            return seat.suspicion.add(body);
        }
        first.ifPresent(other -> other.suspicion.remove(body));
        firstFailedOn.put(body, Optional.empty());
        return false;
    }

    private void forgetOldest() {
        if (firstFailedOn.size() >= REMEMBERED) {
            firstFailedOn.remove(firstFailedOn.keySet().iterator().next());
        }
    }
}
