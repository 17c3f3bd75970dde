package dev.keyway.launcher.up;

import dev.keyway.db.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys that seal provider keys and sign the audit: made once, read by nobody else, and lost with the folder. */
final class OwnKeys {

    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 4;

    private final Path file;

    OwnKeys(Path folder) {
        this.file = folder.resolve("admin.keys");
    }

    /** The settings that name them. */
    Map<String, String> read() throws IOException {
        if (!Files.exists(file)) {
            PrivateFiles.write(file, """
                    # Seal provider keys and sign the audit. Without this file, sealed secrets cannot be decrypted: keep a copy.
                    KEYWAY_MASTER_KEYS=%s
                    KEYWAY_AUDIT_KEYS=%s
                    """.formatted(key("m"), key("a")));
        }
        Map<String, String> keys = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (line.startsWith("KEYWAY_") && equals > 0) {
                keys.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return keys;
    }

    private static String key(String purpose) {
        SecureRandom random = new SecureRandom();
        byte[] id = new byte[ID_BYTES];
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(id);
        random.nextBytes(key);
        return purpose + "-" + HexFormat.of().formatHex(id) + ":"
                + Base64.getEncoder().encodeToString(key);
    }
}
