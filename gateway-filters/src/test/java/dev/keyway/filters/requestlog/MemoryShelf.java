package dev.keyway.filters.requestlog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A shelf in memory, which can be full, or stuck. */
final class MemoryShelf implements Shelf {

    private final Map<String, Map<String, ByteArrayOutputStream>> folders = new ConcurrentSkipListMap<>();
    private volatile @Nullable CountDownLatch stuck;
    private volatile boolean full;

    void stick() {
        stuck = new CountDownLatch(1);
    }

    void loosen() {
        CountDownLatch latch = stuck;
        if (latch != null) {
            latch.countDown();
        }
    }

    void full(boolean now) {
        full = now;
    }

    String read(String folder, String file) {
        ByteArrayOutputStream content = folders.getOrDefault(folder, Map.of()).get(file);
        return content == null ? "" : content.toString(StandardCharsets.UTF_8);
    }

    Map<String, Map<String, ByteArrayOutputStream>> all() {
        return folders;
    }

    @Override
    public void create(String folder) throws IOException {
        pass();
        folders.put(folder, new ConcurrentSkipListMap<>());
    }

    @Override
    public void append(String folder, String file, ByteBuffer bytes) throws IOException {
        pass();
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        Map<String, ByteArrayOutputStream> files = folders.get(folder);
        if (files == null) {
            throw new IOException("there is no folder " + folder);
        }
        files.computeIfAbsent(file, none -> new ByteArrayOutputStream()).writeBytes(copy);
    }

    @Override
    public Map<String, Long> folders() {
        Map<String, Long> sizes = new TreeMap<>();
        folders.forEach((name, files) -> sizes.put(
                name,
                files.values().stream().mapToLong(ByteArrayOutputStream::size).sum()));
        return sizes;
    }

    @Override
    public void delete(String folder) {
        folders.remove(folder);
    }

    private void pass() throws IOException {
        CountDownLatch latch = stuck;
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        if (full) {
            throw new IOException("No space left on device");
        }
    }
}
