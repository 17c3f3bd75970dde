package dev.keyway.admin.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.AdminApplication;
import dev.keyway.admin.AdminServer;
import dev.keyway.testkit.postgres.PostgresServer;
import dev.keyway.testkit.postgres.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;

/** What the service must have, it refuses to start without, and names. */
class RefusedStartIT {

    private static final String ZEROS = "A".repeat(43) + "=";
    private static final String AUDIT = "--keyway.audit.keys=" + AdminServer.AUDIT_KEY;
    private static final String MASTER = "--keyway.master.keys=" + AdminServer.MASTER_KEY;

    private final TestDatabase database = PostgresServer.shared().empty();

    @Test
    void aDatabaseWithoutASchemaNamesMigrate() {
        assertThat(refusal(AUDIT, MASTER))
                .isEqualTo(
                        "error: KEYWAY_DB_URL: the database has no schema yet; run this program with --migrate first");
    }

    @Test
    void aMissingShortOrKnownAuditKeyIsNamed() {
        assertThat(refusal("--keyway.db.migrate=start", MASTER)).startsWith("error: KEYWAY_AUDIT_KEYS: is missing;");
        assertThat(refusal("--keyway.db.migrate=start", MASTER, "--keyway.audit.keys=a1:c2hvcnQ="))
                .startsWith("error: KEYWAY_AUDIT_KEYS: has a key 'a1' of 5 bytes;");
        assertThat(refusal("--keyway.db.migrate=start", MASTER, "--keyway.audit.keys=a1:" + ZEROS))
                .startsWith("error: KEYWAY_AUDIT_KEYS: has a key 'a1' that is not random;");
    }

    @Test
    void aMissingShortOrKnownMasterKeyIsNamed() {
        assertThat(refusal("--keyway.db.migrate=start", AUDIT)).startsWith("error: KEYWAY_MASTER_KEYS: is missing;");
        assertThat(refusal("--keyway.db.migrate=start", AUDIT, "--keyway.master.keys=m1:c2hvcnQ="))
                .startsWith("error: KEYWAY_MASTER_KEYS: has a key 'm1' of 5 bytes;");
        assertThat(refusal("--keyway.db.migrate=start", AUDIT, "--keyway.master.keys=m1:" + ZEROS))
                .startsWith("error: KEYWAY_MASTER_KEYS: has a key 'm1' that is not random;");
    }

    /** A login that nothing was granted to is named with what grants it; its database is another's. */
    @Test
    void aLoginWithoutItsRolesIsNamed() {
        String login = "keyway_refused_runs";
        database.execute(
                "DROP ROLE IF EXISTS " + login, "CREATE ROLE %s LOGIN PASSWORD 'its password'".formatted(login));
        assertThat(refusal("--keyway.db.migrate=start", MASTER)).startsWith("error: KEYWAY_AUDIT_KEYS: is missing;");
        assertThat(refusal(AUDIT, MASTER, "--keyway.db.user=" + login, "--keyway.db.password=its password"))
                .isEqualTo("error: KEYWAY_DB_USER: the login '" + login
                        + "' cannot take on keyway_app, keyway_pipeline, keyway_audit; migrate with"
                        + " KEYWAY_DB_MIGRATION_USER set, which grants that");
    }

    private String refusal(String... settings) {
        Map<String, String> asked = new LinkedHashMap<>(Map.of(
                "--keyway.db.url", database.url(),
                "--keyway.db.user", database.user(),
                "--keyway.db.password", database.password(),
                "--server.port", "0"));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            asked.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        String[] all = asked.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> SpringApplication.run(AdminApplication.class, all))
                    .isNotNull();
        } finally {
            System.setErr(before);
        }
        return told.toString(StandardCharsets.UTF_8).strip();
    }
}
