package dev.keyway.admin.body;

import java.util.HashMap;
import java.util.Map;

/** Body pool: what bodies of a kind hold, and how much of it is whose. */
final class BodyPool {

    private final long most;
    private final long mostOfOne;
    private final Map<String, Long> holders = new HashMap<>();
    private long held;

    /**
     * @param most in bytes; 0: one body at a time
     * @param mostOfOne what one caller may hold
     */
    BodyPool(long most, long mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    synchronized long held() {
        return held;
    }

    boolean isForOne(long bytes) {
        return bytes <= mostOfOne;
    }

    /**
     * Takes memory, if there is enough: a body that is alone has all of it.
     *
     * @param own what the same body holds here
     */
    synchronized boolean take(String holder, long more, long own) {
        long all = held + more;
        long ofHolder = holders.getOrDefault(holder, 0L) + more;
        long body = own + more;
        if ((all > most && all > body) || (ofHolder > mostOfOne && ofHolder > body)) {
            return false;
        }
        held = all;
        holders.put(holder, ofHolder);
        return true;
    }

    synchronized void give(String holder, long bytes) {
        held -= bytes;
        holders.computeIfPresent(holder, (key, before) -> before == bytes ? null : Long.valueOf(before - bytes));
    }
}
