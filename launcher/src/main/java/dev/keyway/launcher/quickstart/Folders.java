package dev.keyway.launcher.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of prepared starts. */
final class Folders {

    private Folders() {}

    /** Those of a name in a folder, such as {@code start-*}. */
    static List<Path> of(Path parent, String glob) throws IOException {
        try (Stream<Path> found = Files.list(parent)) {
            var matcher = parent.getFileSystem().getPathMatcher("glob:" + glob);
            return found.filter(path -> matcher.matches(path.getFileName()))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> contents;
        try (Stream<Path> found = Files.walk(folder)) {
            contents = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : contents) {
            Files.deleteIfExists(path);
        }
    }
}
