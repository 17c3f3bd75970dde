package dev.keyway.env;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was found where a {@code .env} file may be. */
public sealed interface EnvText {

    /** A text file. */
    record Present(String text) implements EnvText {

        /** Never prints its text, which holds secrets. */
        @Override
        public String toString() {
            return "Present[****]";
        }
    }

    /** Nothing is there. */
    record Absent() implements EnvText {}

    /** Something is there that cannot be read. */
    record Unreadable(SettingsProblem problem) implements EnvText {}

    /** Looks at a file. */
    static EnvText read(Path path) {
        try {
            return new Present(Files.readString(path));
        } catch (CharacterCodingException e) {
            return unreadable(path, "is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            if (!Files.exists(path)) {
                return new Absent();
            }
            String reason = Files.isDirectory(path) ? "is a folder" : "no permission";
            return unreadable(
                    path, "cannot be read (" + reason + "); correct the file, or name another by KEYWAY_ENV_FILE");
        }
    }

    private static EnvText unreadable(Path path, String message) {
        return new Unreadable(SettingsProblem.fatal(path.toString(), message));
    }
}
