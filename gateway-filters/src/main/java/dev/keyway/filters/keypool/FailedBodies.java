package dev.keyway.filters.keypool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which key the unserved requests with one body had failed on. A body that fails on a second key, be it in another request,
 * speaks against neither: the request, or the provider, is at fault. Remembers the last 256 bodies.
 */
final class FailedBodies {

    private static final int REMEMBERED = 256;

    /** Empty where the body failed on several keys. */
    private final Map<Long, Optional<Seat>> firstFailedOn = new LinkedHashMap<>();

    /** A request ended unserved, having failed on this key alone. @return whether three bodies now speak against the key */
    boolean convicts(long body, Seat seat) {
        Optional<Seat> first = firstFailedOn.get(body);
        if (first == null) {
            forgetOldest();
            firstFailedOn.put(body, Optional.of(seat));
            return seat.suspicion().add(body);
        }
        if (first.isPresent() && first.get() == seat) {
            return seat.suspicion().add(body);
        }
        acquit(body);
        return false;
    }

    /** A request with this body failed on several keys. */
    void acquit(long body) {
        Optional<Seat> first = firstFailedOn.get(body);
        if (first == null) {
            forgetOldest();
        } else {
            first.ifPresent(other -> other.suspicion().remove(body));
        }
        firstFailedOn.put(body, Optional.empty());
    }

    private void forgetOldest() {
        if (firstFailedOn.size() >= REMEMBERED) {
            firstFailedOn.remove(firstFailedOn.keySet().iterator().next());
        }
    }
}
