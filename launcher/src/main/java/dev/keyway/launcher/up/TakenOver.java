package dev.keyway.launcher.up;

import dev.keyway.db.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was taken over into the admin service, so that what an administrator deleted there does not come back. Secrets are
 * remembered by fingerprints.
 */
final class TakenOver {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final String salt;
    private final Set<String> fingerprints;
    private @Nullable UUID installation;

    private TakenOver(Path file, Content content) {
        this.file = file;
        this.salt = content.salt();
        this.fingerprints = new TreeSet<>(content.fingerprints());
        this.installation = content.installation();
    }

    /** What is in the file; nothing if it is missing. */
    static TakenOver read(Path file) throws IOException {
        if (Files.exists(file)) {
            return new TakenOver(file, JSON.readValue(Files.readAllBytes(file), Content.class));
        }
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new TakenOver(file, new Content(null, HexFormat.of().formatHex(salt), Set.of()));
    }

    private record Content(@Nullable UUID installation, String salt, Set<String> fingerprints) {}

    /** The installation that things were taken over to. */
    @Nullable
    UUID installation() {
        return installation;
    }

    /** Whether a secret was taken over as that of a provider, or as a token. */
    boolean contains(String owner, String secret) {
        return fingerprints.contains(fingerprint(owner, secret));
    }

    /** Remembers a secret. */
    void add(String owner, String secret) {
        boolean unused = fingerprints.add(fingerprint(owner, secret));
    }

    /** Forgets what was taken over to another installation. */
    void belongTo(UUID current) {
        if (!current.equals(installation)) {
            fingerprints.clear();
            installation = current;
        }
    }

    /** Writes the file. */
    void store() throws IOException {
        PrivateFiles.write(file, JSON.writeValueAsString(new Content(installation, salt, fingerprints)) + "\n");
    }

    private String fingerprint(String owner, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(salt), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal((owner + "\n" + secret).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
