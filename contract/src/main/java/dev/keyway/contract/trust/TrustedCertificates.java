package dev.keyway.contract.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates of authorities that are trusted: those whom the JVM trusts, and the company's own authorities. */
public final class TrustedCertificates {

    private final List<X509Certificate> all;

    private TrustedCertificates(List<X509Certificate> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Those of the JVM and those of a file.
     *
     * @param caFile PEM certificates
     * @throws IOException if it cannot be read
     * @throws GeneralSecurityException if it holds no certificates
     */
    public static TrustedCertificates withThoseIn(Path caFile) throws IOException, GeneralSecurityException {
        List<X509Certificate> trusted = new ArrayList<>(x509(null)
                .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                .toList());
        try (InputStream file = Files.newInputStream(caFile)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                trusted.add((X509Certificate) certificate);
            }
        }
        return new TrustedCertificates(trusted);
    }

    /** All of them. */
    public List<X509Certificate> all() {
        return all;
    }

    /** Trusts them and no others. */
    public X509TrustManager trustManager() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < all.size(); i++) {
                store.setCertificateEntry(Integer.toString(i), all.get(i));
            }
            return x509(store).findFirst().orElseThrow();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("A key store in memory takes certificates", e);
        }
    }

    /** For connections to whom they vouch for. */
    public SSLContext sslContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trustManager()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has TLS", e);
        }
    }

    private static Stream<X509TrustManager> x509(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast);
    }
}
