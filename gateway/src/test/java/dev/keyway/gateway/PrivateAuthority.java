package dev.keyway.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A company's own certificate authority, made for one test, and a server's certificate signed by it. */
final class PrivateAuthority {

    static final String PASSWORD = "changeit";

    private final Path folder;
    private final Path store;

    /** Makes both, the server's for these host names. */
    PrivateAuthority(Path folder, String... hosts) throws IOException, InterruptedException {
        this.folder = folder;
        this.store = folder.resolve("authority.p12");
        keytool("-alias", "authority", "-dname", "CN=Test Authority", "-ext", "bc:c");
        String names =
                String.join(",", Arrays.stream(hosts).map(host -> "dns:" + host).toList());
        keytool("-alias", "server", "-dname", "CN=Test Server", "-ext", "san=" + names, "-signer", "authority");
    }

    /** The authority's certificate, as a company hands it out. */
    Path pem() throws IOException, GeneralSecurityException {
        byte[] certificate = load().getCertificate("authority").getEncoded();
        String body = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(certificate);
        return Files.writeString(
                folder.resolve("authority.pem"),
                "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    /** The server's key and certificate, under the alias "server", and the authority's. */
    Path store() {
        return store;
    }

    /** What a client trusts that trusts nobody but this authority. */
    SSLContext client() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", load().getCertificate("authority"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** What a server with that certificate listens with. */
    SSLContext server() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore loaded = load();
        loaded.deleteEntry("authority");
        keys.init(loaded, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            loaded.load(file, PASSWORD.toCharArray());
        }
        return loaded;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }
}
