package dev.keyway.filters.requestlog;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Keeps the folders within their bounds by removing the oldest. One that is being written to is left alone. */
final class Keeping {

    private final Shelf shelf;
    private final long maxBytes;
    private final Duration maxAge;
    private final TreeMap<String, Long> sizes = new TreeMap<>();
    private final Set<String> open = new HashSet<>();
    private long total;

    Keeping(Shelf shelf, long maxBytes, Duration maxAge) {
        this.shelf = shelf;
        this.maxBytes = maxBytes;
        this.maxAge = maxAge;
    }

    /** Counts what earlier runs have left. */
    void takeStock() throws IOException {
        sizes.clear();
        sizes.putAll(shelf.folders());
        total = sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    void opened(String folder) {
        open.add(folder);
        sizes.putIfAbsent(folder, 0L);
    }

    void closed(String folder) {
        open.remove(folder);
    }

    void grown(String folder, long bytes) {
        sizes.merge(folder, bytes, Long::sum);
        total += bytes;
    }

    /** Removes what is too old, then the oldest until the rest is small enough. */
    void tidy(Instant now) throws IOException {
        Instant oldest = now.minus(maxAge);
        for (Map.Entry<String, Long> folder :
                Map.copyOf(sizes.headMap(FolderName.of(oldest, ""))).entrySet()) {
            remove(folder.getKey());
        }
        if (total > maxBytes) {
            for (String folder : sizes.keySet().toArray(String[]::new)) {
                if (total <= maxBytes) {
                    return;
                }
                remove(folder);
            }
        }
    }

    private void remove(String folder) throws IOException {
        if (!open.contains(folder)) {
            shelf.delete(folder);
            Long size = sizes.remove(folder);
            total -= size == null ? 0 : size;
        }
    }
}
