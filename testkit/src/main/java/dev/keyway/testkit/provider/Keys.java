package dev.keyway.testkit.provider;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which provider keys are good. */
final class Keys {

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final boolean any;

    /** Knows these keys; with none, any key is good until it is revoked. */
    Keys(Collection<String> keys) {
        known.addAll(keys);
        any = keys.isEmpty();
    }

    /** The key a request carries, wherever the provider's API takes it; {@code ""} if none. */
    static String of(HttpHeaders headers, String target) {
        String bearer = headers.get("authorization");
        if (bearer != null && bearer.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return bearer.substring(7).strip();
        }
        for (String name : new String[] {"x-api-key", "x-goog-api-key", "api-key"}) {
            @Nullable String value = headers.get(name);
            if (value != null) {
                return value;
            }
        }
        int at = target.indexOf("key=");
        return at > 0 && (target.charAt(at - 1) == '?' || target.charAt(at - 1) == '&')
                ? target.substring(at + 4).split("&", 2)[0]
                : "";
    }

    boolean good(String key) {
        return !key.isEmpty() && !revoked.contains(key) && (any || known.contains(key));
    }

    void add(String key) {
        known.add(key);
        revoked.remove(key);
    }

    void revoke(String key) {
        revoked.add(key);
    }
}
