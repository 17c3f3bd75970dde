package dev.keyway.filters.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes a file of a size whose blocks are its own, so that a full disk shows here and not when the file is written to. */
@FunctionalInterface
public interface Preallocator {

    /** Writes zeros: the one way that every file system understands. */
    Preallocator ZEROS = (file, bytes) -> {
        try (FileChannel channel = OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(bytes, 64 * 1024));
            long left = bytes;
            while (left > 0) {
                zeros.clear().limit((int) Math.min(left, zeros.capacity()));
                left -= channel.write(zeros);
            }
            channel.force(true);
        }
    };

    /**
     * Creates a file that does not exist.
     *
     * @param bytes its length, all zeros
     * @throws IOException if there is no room, or the directory cannot be written to
     */
    void allocate(Path file, long bytes) throws IOException;
}
