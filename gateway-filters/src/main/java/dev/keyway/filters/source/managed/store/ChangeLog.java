package dev.keyway.filters.source.managed.store;

import dev.keyway.filters.spool.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes since a base, one encrypted frame after the other. Each frame is bound to its base and its place. Not thread-safe. */
final class ChangeLog implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(ChangeLog.class);
    private static final int LONGEST = 1 << 30;

    private final FileChannel file;
    private final Aead aead;
    private final String base;
    private int frames;

    private ChangeLog(FileChannel file, Aead aead, String base) {
        this.file = file;
        this.aead = aead;
        this.base = base;
    }

    /**
     * Opens the log of a base.
     *
     * @param whole receives the frames in their order; one that was torn by a crash is cut off
     * @throws GeneralSecurityException if one that is not the last is damaged
     */
    static ChangeLog open(Path path, Aead aead, String base, List<byte[]> whole)
            throws IOException, GeneralSecurityException {
        List<byte[]> read = new ArrayList<>();
        FileChannel file =
                OwnerOnly.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ChangeLog opened = new ChangeLog(file, aead, base);
        long end = opened.read(read);
        if (end < file.size()) {
            log.warn("{} ends in a change that was not stored completely; it is read again", path);
            file.truncate(end);
        }
        file.position(end);
        opened.frames = read.size();
        whole.addAll(read);
        return opened;
    }

    /** The log of a new base. */
    static ChangeLog create(Path path, Aead aead, String base) throws IOException {
        FileChannel file = OwnerOnly.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        return new ChangeLog(file, aead, base);
    }

    /** Appends a change; it is on disk when this returns. */
    void append(byte[] content) throws IOException {
        long begin = file.position();
        byte[] closed = aead.close(content, place(frames));
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + closed.length)
                .putInt(closed.length)
                .put(closed)
                .flip();
        try {
            while (frame.hasRemaining()) {
                file.write(frame);
            }
            file.force(true);
            frames++;
        } catch (IOException e) {
            file.truncate(begin);
            throw e;
        }
    }

    long size() throws IOException {
        return file.size();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private long read(List<byte[]> whole) throws IOException, GeneralSecurityException {
        long end = 0;
        ByteBuffer all = ByteBuffer.wrap(content());
        while (all.remaining() >= Integer.BYTES) {
            int length = all.getInt();
            if (length < 0 || length > LONGEST || length > all.remaining()) {
                break;
            }
            byte[] closed = new byte[length];
            all.get(closed);
            try {
                whole.add(aead.open(closed, place(whole.size())));
            } catch (GeneralSecurityException damaged) {
                if (all.hasRemaining()) {
                    throw damaged;
                }
                break;
            }
            end = all.position();
        }
        return end;
    }

    private byte[] content() throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(file.size()));
        while (all.hasRemaining() && file.read(all) >= 0) {
            // Until the end.
        }
        return all.array();
    }

    private String place(int number) {
        return "change " + number + " of " + base;
    }

    /** Removes the logs of other bases. */
    static void removeOthers(Path folder, String prefix, Path kept) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path old : files.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .filter(path -> !path.equals(kept))
                    .toList()) {
                Files.deleteIfExists(old);
            }
        }
    }
}
