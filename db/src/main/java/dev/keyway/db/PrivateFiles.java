package dev.keyway.db;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files and folders that nobody but this user may read or change, where the file system knows such a thing. */
public final class PrivateFiles {

    private static final int PASSWORD_BYTES = 24;
    private static final Set<PosixFilePermission> OTHERS_WRITE =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private PrivateFiles() {}

    /** The folder, made if it is missing, for this user alone (0700), whoever could use it before. */
    public static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        permit(folder, "rwx------");
        return folder;
    }

    /** Sets permissions, such as {@code rwxr-xr-x}; on a file system without them it does nothing. */
    static void permit(Path path, String permissions) throws IOException {
        if (isPosix(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    /** Removes a folder that others could write to: what is in it may be theirs. */
    static void removeIfOthersCouldWrite(Path folder) throws IOException {
        if (!Files.isDirectory(folder)
                || !isPosix(folder)
                || Files.getPosixFilePermissions(folder).stream().noneMatch(OTHERS_WRITE::contains)) {
            return;
        }
        List<Path> contents;
        try (Stream<Path> found = Files.walk(folder)) {
            contents = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : contents) {
            Files.delete(path);
        }
    }

    /** The password in a file (0600), which is made with a random one if it is missing. */
    static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] bits = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(bits);
            write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bits) + "\n");
        }
        permit(file, "rw-------");
        return Files.readString(file).strip();
    }

    /** Writes a file (0600) as a whole. */
    public static void write(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh);
        permit(fresh, "rw-------");
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
        Path unused = Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Opens a file (0600) to write behind what is in it; made if it is missing. */
    public static OutputStream append(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        permit(file, "rw-------");
        return Files.newOutputStream(file, StandardOpenOption.APPEND);
    }

    private static boolean isPosix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }
}
