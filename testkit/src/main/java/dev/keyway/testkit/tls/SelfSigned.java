package dev.keyway.testkit.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Certificate that is its own authority, with its key, as PEM files.
 *
 * @param certificate file with the certificate
 * @param key file with the private key, which only its owner can read
 * @param server TLS of a server that has them
 */
public record SelfSigned(Path certificate, Path key, SSLContext server) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Makes one for hosts in an empty folder. */
    public static SelfSigned of(Path folder, String... hosts) {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(generate(folder, hosts))) {
                keys.load(in, PASSWORD);
            }
            Path certificate = Files.writeString(
                    folder.resolve("certificate.pem"),
                    pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
            Path key = Files.writeString(
                    folder.resolve("key.pem"),
                    pem("PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded()));
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext server = SSLContext.getInstance("TLS");
            server.init(managers.getKeyManagers(), null, null);
            return new SelfSigned(certificate, key, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path generate(Path folder, String... hosts) throws IOException {
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
                        "CN=" + hosts[0],
                        "-ext",
                        "san=dns:" + String.join(",dns:", hosts),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool: " + Files.readString(folder.resolve("keytool.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return store;
    }

    private static String pem(String type, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }
}
