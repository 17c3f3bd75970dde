package dev.keyway.filters.keypool.fault;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Failed bodies: on which key the unserved requests with one body had failed. A body that fails on a second key, be it in another request,
 * speaks against neither: the request, or the provider, is at fault. Remembers the last 256 bodies.
 */
public final class FailedBodies {

    private static final int REMEMBERED = 256;

    /** Empty where the body failed on several keys. */
    private final Map<Long, Optional<FaultAttribution>> firstFailedOn = new LinkedHashMap<>();

    /** A request ended unserved, having failed on this key alone. @return whether three bodies now speak against the key */
    public boolean convicts(long body, FaultAttribution key) {
        Optional<FaultAttribution> first = firstFailedOn.get(body);
        if (first == null) {
            forgetOldest();
            firstFailedOn.put(body, Optional.of(key));
            return key.add(body);
        }
        if (first.isPresent() && first.get() == key) {
            return key.add(body);
        }
        acquit(body);
        return false;
    }

    /** A request with this body failed on several keys. */
    public void acquit(long body) {
        Optional<FaultAttribution> first = firstFailedOn.get(body);
        if (first == null) {
            forgetOldest();
        } else {
            first.ifPresent(other -> other.remove(body));
        }
        firstFailedOn.put(body, Optional.empty());
    }

    private void forgetOldest() {
        if (firstFailedOn.size() >= REMEMBERED) {
            firstFailedOn.remove(firstFailedOn.keySet().iterator().next());
        }
    }
}
