package dev.keyway.admin.start;

import dev.keyway.admin.database.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that are in files of their own, as orchestrators mount them: {@code X_FILE} names the file that holds {@code X}.
 * Problems name the variable and the file, never what is in it.
 */
final class SecretFiles {

    /** The settings that are secret, as properties. A test holds this to the settings that there are. */
    static final List<String> SECRETS = List.of(
            "keyway.db.password",
            "keyway.db.migration.password",
            "keyway.master.keys",
            "keyway.audit.keys",
            "keyway.gateway.group.credential",
            "keyway.owner.password",
            "keyway.oidc.client.secret",
            "keyway.mail.password");

    private static final String SUFFIX = "_FILE";
    private static final long MAX_BYTES = 64 * 1024;

    private SecretFiles() {}

    /**
     * The secrets that are in files, by property.
     *
     * @param settings a setting by its property or its name in the environment; null if it is not set
     * @throws InvalidSettingException if a secret is set twice, or its file cannot be taken
     */
    static Map<String, String> read(Function<String, @Nullable String> settings) {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (String property : SECRETS) {
            String variable = variable(property);
            Optional<String> file = value(settings.apply(variable + SUFFIX));
            if (file.isPresent()) {
                if (value(settings.apply(property)).isPresent()) {
                    throw new InvalidSettingException(
                            variable + SUFFIX, "is set together with " + variable + "; set only one of them");
                }
                secrets.put(property, content(variable + SUFFIX, file.get()));
            }
        }
        return secrets;
    }

    /** Its name in the environment. */
    static String variable(String property) {
        return property.replace(".", "_").replace("-", "").toUpperCase(java.util.Locale.ROOT);
    }

    private static Optional<String> value(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static String content(String setting, String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw new InvalidSettingException(setting, "the file " + file + " is larger than 64 KiB");
            }
            return value(Files.readString(path))
                    .orElseThrow(() -> new InvalidSettingException(setting, "the file " + file + " is empty"));
        } catch (IOException | InvalidPathException e) {
            throw new InvalidSettingException(
                    setting,
                    "the file %s cannot be read as text (%s)"
                            .formatted(file, e.getClass().getSimpleName()));
        }
    }
}
