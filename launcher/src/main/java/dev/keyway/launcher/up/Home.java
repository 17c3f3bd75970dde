package dev.keyway.launcher.up;

import dev.keyway.db.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Folders: the source code with what was built of it, and {@code .keyway} in the working directory, for this user alone. */
record Home(Path code, Path state) {

    /** Opens both. */
    static Home open() throws IOException {
        Home home = new Home(Path.of(System.getProperty("keyway.home", ".")), PrivateFiles.folder(Path.of(".keyway")));
        Path unused = PrivateFiles.folder(home.logs());
        return home;
    }

    Path logs() {
        return state.resolve("logs");
    }

    Path database() {
        return state.resolve("pg");
    }

    Path testkit() {
        return code.resolve("testkit").resolve("target").resolve("keyway-testkit.jar");
    }
}
