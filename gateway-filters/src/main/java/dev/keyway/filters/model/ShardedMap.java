package dev.keyway.filters.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Immutable map in shards. A map that is derived from another shares with it every shard without a change, so that one change among
 * 100,000 entries copies about a hundred.
 */
final class ShardedMap<K, V> {

    /** A power of two. */
    private static final int SHARDS = 1024;

    private static final ShardedMap<?, ?> EMPTY = new ShardedMap<>(Collections.nCopies(SHARDS, Map.of()), 0);

    private final List<Map<K, V>> shards;
    private final int size;

    private ShardedMap(List<Map<K, V>> shards, int size) {
        this.shards = shards;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // It has no entry.
    static <K, V> ShardedMap<K, V> empty() {
        return (ShardedMap<K, V>) EMPTY;
    }

    int size() {
        return size;
    }

    @Nullable
    V get(K key) {
        return shards.get(shard(key)).get(key);
    }

    Stream<Map.Entry<K, V>> entries() {
        return shards.stream().flatMap(shard -> shard.entrySet().stream());
    }

    /** The shard that has or would have a key. */
    Map<K, V> shardOf(K key) {
        return shards.get(shard(key));
    }

    /** Changes that lead from this map to another. */
    Changes<K, V> changes() {
        return new Changes<>(this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShardedMap<?, ?> that && size == that.size && shards.equals(that.shards);
    }

    @Override
    public int hashCode() {
        return shards.hashCode();
    }

    private static int shard(Object key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & (SHARDS - 1);
    }

    /** Changes of a map: reads and writes copies of the shards that they touch. */
    static final class Changes<K, V> {

        private final ShardedMap<K, V> before;
        private final Map<Integer, Map<K, V>> changed = new HashMap<>();
        private int size;

        private Changes(ShardedMap<K, V> before) {
            this.before = before;
            this.size = before.size;
        }

        int size() {
            return size;
        }

        @Nullable
        V get(K key) {
            int shard = shard(key);
            return changed.getOrDefault(shard, before.shards.get(shard)).get(key);
        }

        void put(K key, V value) {
            if (copy(key).put(key, value) == null) {
                size++;
            }
        }

        @Nullable
        V remove(K key) {
            if (get(key) == null) {
                return null;
            }
            size--;
            return copy(key).remove(key);
        }

        ShardedMap<K, V> done() {
            if (changed.isEmpty()) {
                return before;
            }
            List<Map<K, V>> shards = new ArrayList<>(before.shards);
            changed.forEach((shard, entries) -> shards.set(shard, Map.copyOf(entries)));
            return new ShardedMap<>(Collections.unmodifiableList(shards), size);
        }

        private Map<K, V> copy(K key) {
            return changed.computeIfAbsent(shard(key), shard -> new HashMap<>(before.shards.get(shard)));
        }
    }
}
