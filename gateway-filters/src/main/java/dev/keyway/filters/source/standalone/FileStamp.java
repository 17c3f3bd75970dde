package dev.keyway.filters.source.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * Tells one state of a file from another without reading it. Symbolic links are followed, so that a link that points
 * elsewhere makes another stamp.
 *
 * @param size in bytes; -1 if nothing is there
 * @param modified when it was changed last
 * @param file which file it is: its inode, where the system has such
 */
record FileStamp(
        long size, @Nullable FileTime modified, @Nullable Object file) {

    private static final FileStamp ABSENT = new FileStamp(-1, null, null);

    static FileStamp of(Path path) {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileStamp(found.size(), found.lastModifiedTime(), found.fileKey());
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
