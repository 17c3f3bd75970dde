package dev.keyway.helm.kubelet;

import dev.keyway.testkit.tls.SelfSigned;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** PostgreSQL that a company would run: reached by its name over TLS only, and with the two logins of {@code db/logins.sql}. */
final class Postgres implements AutoCloseable {

    static final String HOST = "postgres.databases";

    private final EmbeddedPostgres server;
    private final String certificate;

    private Postgres(EmbeddedPostgres server, String certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    /** Starts a server with the logins. */
    static Postgres start(Path folder, Passwords passwords) throws IOException, SQLException {
        SelfSigned certificate = SelfSigned.of(folder, HOST);
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.certificate().toString())
                .setServerConfig("ssl_key_file", certificate.key().toString())
                .start();
        var postgres = new Postgres(server, Files.readString(certificate.certificate()));
        postgres.makeLogins(passwords);
        return postgres;
    }

    /** Its certificate, which is its own authority, as PEM. */
    String certificate() {
        return certificate;
    }

    int port() {
        return server.getPort();
    }

    /**
     * Runs {@code db/logins.sql}, whose variables psql would fill, as an administrator who is no superuser, and asks for
     * passwords and TLS from then on.
     */
    private void makeLogins(Passwords passwords) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port() + "/postgres", "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE administrator CREATEROLE CREATEDB");
            statement.execute("SET ROLE administrator");
            for (String line : Files.readAllLines(Path.of("../db/logins.sql"))) {
                if (line.isBlank() || line.startsWith("--") || line.startsWith("\\")) {
                    continue;
                }
                String sql = line.replace(":'migration_password'", "'" + passwords.migration() + "'")
                        .replace(":'password'", "'" + passwords.database() + "'");
                statement.execute(sql);
            }
            statement.execute("RESET ROLE");
            Path rules;
            try (var rows = statement.executeQuery("SHOW hba_file")) {
                rows.next();
                rules = Path.of(rows.getString(1));
            }
            Files.write(
                    rules,
                    List.of("host postgres postgres 127.0.0.1/32 trust", "hostssl all all 127.0.0.1/32 scram-sha-256"));
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
