package dev.keyway.filters.requestlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders on a disk, readable by this user only. */
final class DiskShelf implements Shelf {

    private static final Set<StandardOpenOption> APPENDING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private final Path root;
    private final FileAttribute<?>[] folderMode;
    private final FileAttribute<?>[] fileMode;

    /** @param root the folder that holds the folders; made with the first of them */
    DiskShelf(Path root) {
        this.root = root;
        boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
        this.folderMode = mode(posix, "rwx------");
        this.fileMode = mode(posix, "rw-------");
    }

    private static FileAttribute<?>[] mode(boolean posix, String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void create(String folder) throws IOException {
        if (!Files.isDirectory(root)) {
            Files.createDirectories(root, folderMode);
        }
        Files.createDirectory(root.resolve(folder), folderMode);
    }

    @Override
    public void append(String folder, String file, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(root.resolve(folder).resolve(file), APPENDING, fileMode)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    @Override
    public Map<String, Long> folders() throws IOException {
        Map<String, Long> found = new TreeMap<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> entries = Files.list(root)) {
                for (Path entry : entries.toList()) {
                    String name = entry.getFileName().toString();
                    if (FolderName.isOurs(name) && Files.isDirectory(entry)) {
                        found.put(name, size(entry));
                    }
                }
            }
        }
        return found;
    }

    @Override
    public void delete(String folder) throws IOException {
        for (Path file : files(root.resolve(folder))) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(root.resolve(folder));
    }

    private static long size(Path folder) throws IOException {
        long size = 0;
        for (Path file : files(folder)) {
            size += Files.size(file);
        }
        return size;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
