package dev.keyway.filters.keypool.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexedHeapTests {

    private static final class Entry extends HeapEntry {
        long first;
        long second;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void alwaysKnowsTheLeastWhateverIsAddedMovedAndRemoved(long seed) {
        Random random = new Random(seed);
        IndexedHeap<Entry> heap = new IndexedHeap<>();
        List<Entry> entries = new ArrayList<>();
        Comparator<Entry> order = Comparator.<Entry>comparingLong(e -> e.first).thenComparingLong(e -> e.second);
        for (int i = 0; i < 3000; i++) {
            Entry entry = entries.isEmpty() ? new Entry() : entries.get(random.nextInt(entries.size()));
            int action = random.nextInt(5);
            if (entries.isEmpty() || action < 2) {
                entry = new Entry();
                entry.first = random.nextInt(20);
                entry.second = i;
                heap.add(entry, entry.first, entry.second);
                entries.add(entry);
            } else if (action == 2) {
                heap.remove(entry);
                assertThat(entry.isInHeap()).isFalse();
                entries.remove(entry);
            } else {
                entry.first = random.nextInt(20);
                heap.move(entry, entry.first, entry.second);
            }
            for (Entry held : entries) {
                assertThat(heap.firstOf(held)).isEqualTo(held.first);
                assertThat(heap.secondOf(held)).isEqualTo(held.second);
            }
            assertThat(heap.size()).isEqualTo(entries.size());
            assertThat(heap.least()).isEqualTo(entries.stream().min(order).orElse(null));
        }
    }
}
