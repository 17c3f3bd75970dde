package dev.keyway.helm.kubelet;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;

/** PostgreSQL that a company would run: reached by its name over TLS only, and with the two logins of {@code db/logins.sql}. */
final class Postgres implements AutoCloseable {

    static final String HOST = "postgres.databases";

    private static final String STORE_PASSWORD = "changeit";

    private final EmbeddedPostgres server;
    private final String certificate;

    private Postgres(EmbeddedPostgres server, String certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    /** Starts a server with the logins. */
    static Postgres start(Path folder, Passwords passwords)
            throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        String certificate = makeCertificate(folder);
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", folder.resolve("server.crt").toString())
                .setServerConfig("ssl_key_file", folder.resolve("server.key").toString())
                .start();
        var postgres = new Postgres(server, certificate);
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

    private static String makeCertificate(Path folder)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + HOST,
                        "-ext",
                        "san=dns:" + HOST,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        String certificate = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
        Files.writeString(folder.resolve("server.crt"), certificate);
        Path key = Files.writeString(
                folder.resolve("server.key"),
                pem(
                        "PRIVATE KEY",
                        keys.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded()));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return certificate;
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }

    /** Runs {@code db/logins.sql}, whose variables psql would fill, and asks for passwords and TLS from then on. */
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
