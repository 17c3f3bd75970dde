package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.model.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Homes of conversations: the account that served each last. Empty unless the strategy is {@link Strategy#AFFINITY}. Bounded: the
 * conversation that was silent for longest is forgotten first. Guarded by the pool's lock.
 */
final class ConversationHomes {

    /** About 2 MB for each provider. */
    static final int MOST = 20_000;

    private final Map<Long, AccountState> homes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, AccountState> eldest) {
            return size() > MOST;
        }
    };

    private boolean isUsed;

    void adopt(Strategy strategy) {
        isUsed = strategy == Strategy.AFFINITY;
        if (!isUsed) {
            homes.clear();
        }
    }

    /** The account that served a conversation last; null if it is not known. */
    @Nullable
    AccountState of(long conversation) {
        return isUsed && conversation != 0 ? homes.get(conversation) : null;
    }

    void served(long conversation, AccountState by) {
        if (isUsed && conversation != 0) {
            homes.put(conversation, by);
        }
    }

    int size() {
        return homes.size();
    }
}
