package dev.keyway.filters.source.managed.keys;

import dev.keyway.contract.Secret;
import dev.keyway.filters.settings.ControlSettings.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Key references: {@code env:NAME} below the prefix, and {@code file:name} below the folder, that this gateway's own operator has
 * set. No other variable and no other file is ever read, whatever the admin service names.
 */
final class KeyReferences {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,200}");
    private static final Pattern FILE =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,4}");
    private static final long LONGEST = 64 * 1024;

    private final References allowed;
    private final Function<String, @Nullable String> environment;

    /** @param environment the value of a variable; null if it is not set */
    KeyReferences(References allowed, Function<String, @Nullable String> environment) {
        this.allowed = allowed;
        this.environment = environment;
    }

    /** The secret that a reference names. */
    KeySecret resolve(String reference) {
        int colon = reference.indexOf(':');
        String name = reference.substring(colon + 1);
        return switch (colon < 0 ? "" : reference.substring(0, colon)) {
            case "env" -> variable(name);
            case "file" -> file(name);
            default -> new KeySecret.Unusable("the key reference is neither env: nor file:");
        };
    }

    private KeySecret variable(String name) {
        String prefix = allowed.envPrefix();
        if (prefix == null) {
            return new KeySecret.Unusable("KEYWAY_KEY_ENV_PREFIX is not set on this gateway");
        }
        if (!NAME.matcher(name).matches() || !name.startsWith(prefix)) {
            return new KeySecret.Unusable(
                    "the variable's name does not begin with KEYWAY_KEY_ENV_PREFIX of this gateway");
        }
        String value = environment.apply(name);
        return value == null ? new KeySecret.Unusable("the variable is not set on this gateway") : secret(value);
    }

    private KeySecret file(String name) {
        Path folder = allowed.folder();
        if (folder == null) {
            return new KeySecret.Unusable("KEYWAY_KEY_FOLDER is not set on this gateway");
        }
        if (!FILE.matcher(name).matches()) {
            return new KeySecret.Unusable("the name of the key's file is invalid");
        }
        try {
            // Secrets are mounted as symbolic links, but none may lead out of the folder.
            Path real = folder.resolve(name).toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                return new KeySecret.Unusable("the key's file is not below KEYWAY_KEY_FOLDER of this gateway");
            }
            if (!Files.isRegularFile(real) || Files.size(real) > LONGEST) {
                return new KeySecret.Unusable("the key's file is not a small file");
            }
            return secret(Files.readString(real));
        } catch (IOException e) {
            return new KeySecret.Unusable("the key's file cannot be read on this gateway");
        }
    }

    private static KeySecret secret(String text) {
        return text.isBlank()
                ? new KeySecret.Unusable("the key reference leads to an empty text")
                : new KeySecret.Usable(Secret.of(text.strip()));
    }
}
