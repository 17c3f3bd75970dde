package dev.keyway.filters.upstream.transport;

import dev.keyway.contract.trust.TrustedCertificates;
import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;

/** The certificates of {@code KEYWAY_CA_FILE}, beside those that the JVM trusts. */
public final class CompanyCertificates {

    private CompanyCertificates() {}

    /**
     * Reads the file.
     *
     * @throws InvalidSettingsException if it cannot be read, naming the setting
     */
    public static TrustedCertificates in(Path caFile) {
        try {
            return TrustedCertificates.withThoseIn(caFile);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidSettingsException(List.of(SettingsProblem.fatal(
                    "KEYWAY_CA_FILE",
                    "%s cannot be read as PEM certificates (%s); name a file that holds them"
                            .formatted(caFile, e.getMessage()))));
        }
    }
}
