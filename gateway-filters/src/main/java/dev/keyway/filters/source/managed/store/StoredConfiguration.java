package dev.keyway.filters.source.managed.store;

import dev.keyway.contract.Secret;
import dev.keyway.filters.control.ControlJson;
import dev.keyway.filters.control.UnreadableMessageException;
import dev.keyway.filters.poolstate.StateDirectory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configuration in the state directory: a base, and a log of the changes since. Each is encrypted and on disk before a method returns.
 * The log is named after its base, so that a crash between the two leaves a base without changes, never changes of another base.
 * Not thread-safe.
 */
public final class StoredConfiguration implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(StoredConfiguration.class);
    private static final String BASE = "configuration.base";
    private static final String CHANGES = "configuration.changes-";
    private static final String CONFIRMED = "configuration.confirmed";
    private static final int ID_BYTES = 36;

    private final StateDirectory directory;
    private final DataKey key;
    private final List<StoredChange> held = new ArrayList<>();
    private @Nullable ChangeLog changes;
    private long baseSize;

    private StoredConfiguration(StateDirectory directory, DataKey key) {
        this.directory = directory;
        this.key = key;
    }

    /**
     * Opens what is stored. What is damaged, or of another credential, is as if it were absent.
     *
     * @throws IOException if the directory cannot be read or written
     */
    public static StoredConfiguration open(StateDirectory directory, Secret credential) throws IOException {
        StoredConfiguration stored = new StoredConfiguration(directory, DataKey.open(directory, credential));
        stored.read();
        return stored;
    }

    /** What was stored, in order: a complete change, and what changed since; empty if nothing usable was. Only once. */
    public List<StoredChange> take() {
        List<StoredChange> taken = List.copyOf(held);
        held.clear();
        return taken;
    }

    /** When the admin service last confirmed what is stored; empty if that is not known. */
    public Optional<Confirmation> confirmed() {
        try {
            byte[] closed = Files.readAllBytes(directory.resolve(CONFIRMED));
            return Optional.of(ControlJson.read(key.aead().open(closed, CONFIRMED), Confirmation.class));
        } catch (IOException | GeneralSecurityException absent) {
            return Optional.empty();
        }
    }

    /** The admin service has confirmed what is stored. */
    public void confirm(Confirmation confirmation) throws IOException {
        directory.replace(CONFIRMED, key.aead().close(ControlJson.write(confirmation), CONFIRMED));
    }

    /**
     * Replaces all that is stored by a complete change.
     *
     * @throws IOException if the disk does not take it; nothing is stored then, since what was would let in tokens that were revoked
     */
    public void replace(StoredChange complete) throws IOException {
        try {
            store(complete);
        } catch (IOException e) {
            forget();
            throw e;
        }
    }

    private void store(StoredChange complete) throws IOException {
        String next = UUID.randomUUID().toString();
        byte[] closed = key.aead().close(ControlJson.write(complete), bound(next));
        ByteBuffer file = ByteBuffer.allocate(ID_BYTES + closed.length)
                .put(next.getBytes(StandardCharsets.US_ASCII))
                .put(closed);
        directory.replace(BASE, file.array());
        closeChanges();
        baseSize = file.capacity();
        changes = ChangeLog.create(changesOf(next), key.aead(), next);
        ChangeLog.removeOthers(directory.path(), CHANGES, changesOf(next));
    }

    private void forget() throws IOException {
        Files.deleteIfExists(directory.resolve(BASE));
        closeChanges();
    }

    /**
     * Appends a change to what is stored. After a failure, only {@link #replace} may follow: a change is missing.
     *
     * @return whether the changes have become so many that a new base is due
     */
    public boolean append(StoredChange change) throws IOException {
        ChangeLog open = Objects.requireNonNull(changes, "changes follow a base");
        open.append(ControlJson.write(change));
        return open.size() > Math.max(1 << 20, baseSize / 2);
    }

    /** Whether there is a base to which changes can be appended. */
    public boolean hasBase() {
        return changes != null;
    }

    /** Stores the key under another credential. */
    public void rewrap(Secret credential) throws IOException {
        key.store(directory, credential);
    }

    @Override
    public void close() throws IOException {
        closeChanges();
    }

    private void read() throws IOException {
        try {
            byte[] file = Files.readAllBytes(directory.resolve(BASE));
            String id = new String(file, 0, Math.min(ID_BYTES, file.length), StandardCharsets.US_ASCII);
            byte[] closed = java.util.Arrays.copyOfRange(file, Math.min(ID_BYTES, file.length), file.length);
            held.add(ControlJson.read(key.aead().open(closed, bound(id)), StoredChange.class));
            baseSize = file.length;
            readChanges(id);
            requireAllThatWasConfirmed();
        } catch (NoSuchFileException firstStart) {
            // Nothing is stored yet.
        } catch (GeneralSecurityException | UnreadableMessageException e) {
            log.warn(
                    "the configuration stored in {} is damaged, or of another gateway; it is read from the admin service again",
                    directory.path());
            held.clear();
            closeChanges();
        }
    }

    /** Without its last changes, a configuration would let in tokens that were revoked. */
    private void requireAllThatWasConfirmed() throws GeneralSecurityException {
        long revision = held.getLast().revision();
        if (confirmed().filter(last -> last.revision() > revision).isPresent()) {
            throw new GeneralSecurityException("changes are missing");
        }
    }

    private void readChanges(String id) throws IOException, GeneralSecurityException {
        List<byte[]> frames = new ArrayList<>();
        changes = ChangeLog.open(changesOf(id), key.aead(), id, frames);
        for (byte[] frame : frames) {
            held.add(ControlJson.read(frame, StoredChange.class));
        }
    }

    private void closeChanges() throws IOException {
        ChangeLog open = changes;
        changes = null;
        if (open != null) {
            open.close();
        }
    }

    private Path changesOf(String id) {
        return directory.resolve(CHANGES + id);
    }

    private static String bound(String id) {
        return "base " + id;
    }
}
