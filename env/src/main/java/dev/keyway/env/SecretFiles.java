package dev.keyway.env;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Secrets that are in files of their own, as orchestrators mount them: {@code X_FILE} names the file that holds {@code X}.
 * Problems name the variable and the file, never what is in it.
 */
final class SecretFiles {

    private static final String SUFFIX = "_FILE";
    private static final long MAX_BYTES = 64 * 1024;

    private final Consumer<SettingsProblem> problems;

    SecretFiles(Consumer<SettingsProblem> problems) {
        this.problems = problems;
    }

    /** Puts each secret of a file in its place among the values. */
    void read(Map<String, String> values) {
        List<String> names =
                values.keySet().stream().filter(SecretFiles::isSecretFile).toList();
        for (String name : names) {
            String file = values.getOrDefault(name, "").strip();
            String secret = name.substring(0, name.length() - SUFFIX.length());
            if (file.isEmpty()) {
                continue;
            }
            if (!values.getOrDefault(secret, "").isBlank()) {
                problems.accept(
                        SettingsProblem.fatal(name, "is set together with " + secret + "; set only one of them"));
            } else {
                read(name, file, secret, values);
            }
        }
    }

    private void read(String name, String file, String secret, Map<String, String> values) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                refuse(name, file, "is larger than 64 KiB");
                return;
            }
            String text = Files.readString(path).strip();
            if (text.isEmpty()) {
                refuse(name, file, "is empty");
                return;
            }
            values.put(secret, text);
        } catch (IOException | InvalidPathException e) {
            refuse(name, file, "cannot be read as text (" + e.getClass().getSimpleName() + ")");
        }
    }

    private void refuse(String name, String file, String reason) {
        problems.accept(SettingsProblem.fatal(name, "the file " + file + " " + reason));
    }

    private static boolean isSecretFile(String name) {
        return name.endsWith(SUFFIX)
                && SettingName.of(name)
                        .filter(found -> found.setting().isSecretFile())
                        .isPresent();
    }
}
