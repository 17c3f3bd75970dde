package dev.keyway.admin.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.database.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class TrustTests {

    @TempDir
    Path folder;

    /** Trusts the certificates of a file, too. */
    public static Trust in(Path file) {
        return new Trust(new TrustSettings(file.toString()));
    }

    @Test
    void withoutAFileItTrustsWhomJavaTrusts() throws Exception {
        assertThat(Trust.java().context()).isSameAs(javax.net.ssl.SSLContext.getDefault());
    }

    @Test
    void aFileThatIsMissingOrHoldsNoCertificatesIsNamed() throws IOException {
        assertThatThrownBy(() -> in(folder.resolve("missing")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("KEYWAY_CA_FILE: ")
                .hasMessageContaining("cannot be read as PEM certificates");
        Path broken = Files.writeString(
                folder.resolve("broken"), "-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> in(broken)).isInstanceOf(InvalidSettingException.class);
    }
}
