package dev.keyway.admin.address;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.contract.trust.TrustedCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Whom the service trusts where it opens a connection over TLS: those whom Java trusts, and a company's own authorities. */
@Component
@EnableConfigurationProperties(TrustSettings.class)
public final class Trust {

    private final SSLContext context;

    @Autowired
    Trust(TrustSettings settings) {
        this.context = settings.file().isBlank() ? ofJava() : with(Path.of(settings.file()));
    }

    /** Trusts whom Java trusts. */
    public static Trust java() {
        return new Trust(new TrustSettings(""));
    }

    /** For connections to whom they vouch for. */
    public SSLContext context() {
        return context;
    }

    private static SSLContext ofJava() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has TLS", e);
        }
    }

    private static SSLContext with(Path file) {
        try {
            return TrustedCertificates.withThoseIn(file).sslContext();
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidSettingException(
                    "KEYWAY_CA_FILE",
                    "%s cannot be read as PEM certificates (%s); name a file that holds them"
                            .formatted(file, e.getMessage()));
        }
    }
}
