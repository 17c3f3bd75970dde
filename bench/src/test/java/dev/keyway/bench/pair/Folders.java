package dev.keyway.bench.pair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies of folders, as a backup makes them: with permissions. */
final class Folders {

    private Folders() {}

    /** Copies a folder to a new one. @return the copy */
    static Path copy(Path from, Path to) throws IOException {
        for (Path path : contents(from)) {
            Path target = to.resolve(from.relativize(path));
            Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
        return to;
    }

    /** Puts a copy in the place of a folder. */
    static void replace(Path folder, Path copy) throws IOException {
        delete(folder);
        Path unused = copy(copy, folder);
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        for (Path path :
                contents(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
        }
    }

    private static List<Path> contents(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        }
    }
}
