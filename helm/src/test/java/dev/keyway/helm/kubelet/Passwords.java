package dev.keyway.helm.kubelet;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Secrets that a person makes before the installation; all random, so that each is found wherever it shows up.
 *
 * @param owner first password of the owner
 */
record Passwords(
        String owner,
        String database,
        String migration,
        String masterKey,
        String auditKey,
        String credential,
        String providerKey) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Manifest of a Secret. */
    record Named(String name, Map<String, String> data) {

        String yaml() {
            StringBuilder yaml = new StringBuilder("---\nkind: Secret\nmetadata: {name: " + name + "}\ndata:\n");
            data.forEach((key, value) -> yaml.append("  ")
                    .append(key)
                    .append(": ")
                    .append(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                    .append('\n'));
            return yaml.toString();
        }
    }

    static Passwords random() {
        return new Passwords(hex(), hex(), hex(), base64(), base64(), "kwgg_" + hex(), "sk-" + hex());
    }

    /** The Secrets that {@code ci/minimal.yaml} names. */
    String manifests(String certificate) {
        return List.of(
                        new Named("keyway-database", Map.of("password", database, "migration-password", migration)),
                        new Named("postgres-ca", Map.of("ca.crt", certificate)),
                        new Named(
                                "keyway-keys",
                                Map.of("master-keys", "m1:" + masterKey, "audit-keys", "a1:" + auditKey)),
                        new Named("keyway-gateways", Map.of("credential", credential)),
                        new Named("keyway-owner", Map.of("password", owner)))
                .stream()
                .map(Named::yaml)
                .reduce("", String::concat);
    }

    /** What must not show up anywhere. */
    Set<String> all() {
        return Set.of(owner, database, migration, masterKey, auditKey, credential, providerKey);
    }

    private static String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    private static String base64() {
        return Base64.getEncoder().encodeToString(bytes());
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
