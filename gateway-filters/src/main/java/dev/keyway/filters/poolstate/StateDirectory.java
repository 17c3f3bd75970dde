package dev.keyway.filters.poolstate;

import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.spool.AtomicFile;
import dev.keyway.filters.spool.OwnerOnly;
import dev.keyway.filters.spool.UnknownFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** State directory of one gateway, and no other at the same time. */
public final class StateDirectory implements Closeable {

    private static final String LOCK_FILE = "gateway.lock";
    private static final String FILES = "key_usage";

    private final Path path;
    private final FileChannel lock;

    private StateDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes possession of a folder, which is made if need be.
     *
     * @throws InvalidSettingsException if it cannot be written to, or another gateway has it
     */
    public static StateDirectory take(Path path) {
        try {
            OwnerOnly.createFolder(path);
            FileChannel channel =
                    OwnerOnly.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw refused("another gateway is using " + path + "; give each gateway a state folder of its own");
            }
            OwnerOnly.keepFiles(path, FILES);
            return new StateDirectory(path, channel);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** The same problem, for people. */
    public static InvalidSettingsException unusable(Path path, IOException cause) {
        return refused(
                "the gateway cannot keep its state in %s (%s: %s); choose a folder that it can write to, with room"
                        .formatted(path, cause.getClass().getSimpleName(), cause.getMessage()));
    }

    /**
     * A file holds what a later release has written.
     *
     * @param known the latest version of its format that is known
     */
    InvalidSettingsException unknownFormat(String file, UnknownFormatException cause, int known) {
        return refused(
                ("%s holds a %s, which this release does not know (it knows versions up to %d). Start the newer release that"
                                + " wrote it, or give this gateway another state folder. The files were left as they are")
                        .formatted(path.resolve(file), cause.getMessage(), known));
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** A file in it. */
    public Path resolve(String name) {
        return path.resolve(name);
    }

    /** Replaces a file in one step: after a crash there is the old content or the new. */
    public void replace(String name, byte[] content) throws IOException {
        AtomicFile.replace(path.resolve(name), content);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException ofThisProcess) {
            return null;
        }
    }

    private static InvalidSettingsException refused(String message) {
        return new InvalidSettingsException(List.of(SettingsProblem.fatal("KEYWAY_STATE_DIR", message)));
    }
}
