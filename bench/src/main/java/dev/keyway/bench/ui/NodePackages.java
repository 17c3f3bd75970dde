package dev.keyway.bench.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Packages of npm that a folder's lock file names. */
final class NodePackages {

    private NodePackages() {}

    /** Installs them, if that was not done since the lock file changed. */
    static void install(Path folder) throws IOException, InterruptedException {
        Path installed = folder.resolve("node_modules/.package-lock.json");
        Path wanted = folder.resolve("package-lock.json");
        if (Files.exists(installed)
                && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) >= 0) {
            return;
        }
        int code = new ProcessBuilder("npm", "ci", "--ignore-scripts")
                .directory(folder.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("npm ci failed in " + folder + " with exit code " + code);
        }
    }
}
