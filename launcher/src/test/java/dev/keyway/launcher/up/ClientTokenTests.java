package dev.keyway.launcher.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTokenTests {

    @TempDir
    private Path folder;

    private TakenOver taken;

    @BeforeEach
    void takeNothingYet() throws Exception {
        taken = TakenOver.read(folder.resolve("taken-over.json"));
        taken.belongTo(UUID.randomUUID());
    }

    @Test
    void isThatOfTheSettingsOnceTakenOver() throws Exception {
        ClientToken token = new ClientToken(TestSettings.of(folder, "PROXY_API_KEY=a-token\n"), folder);
        assertThat(token.isSet()).isTrue();
        assertThat(token.request(taken).variable()).isEqualTo("PROXY_API_KEY");
        assertThat(token.request(taken).secret()).isEqualTo("a-token");
        assertThat(token.request(taken).taken()).isFalse();
        assertThat(token.request(taken).toString()).doesNotContain("a-token");
        assertThat(token.shell()).isEqualTo("$PROXY_API_KEY");

        taken.add(ClientToken.OWNER, "a-token");
        assertThat(token.request(taken).taken()).isTrue();
    }

    @Test
    void isMadeOnceAndRetainedForThisUserAlone() throws Exception {
        ClientToken token = new ClientToken(TestSettings.of(folder, ""), folder);
        assertThat(token.secret()).isNull();
        assertThat(token.request(taken).secret()).isNull();

        token.keep("kwy_made");
        ClientToken next = new ClientToken(TestSettings.of(folder, ""), folder);
        Path file = folder.resolve("proxy.token");
        assertThat(next.secret()).isEqualTo("kwy_made");
        assertThat(next.request(taken).variable()).isEqualTo("proxy.token");
        assertThat(next.shell()).isEqualTo("$(cat " + file + ")");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void ofTheSettingsReplacesTheOneThatWasMade() throws Exception {
        new ClientToken(TestSettings.of(folder, ""), folder).keep("kwy_made");
        ClientToken token = new ClientToken(TestSettings.of(folder, "PROXY_API_KEY=mine\n"), folder);
        assertThat(token.secret()).isEqualTo("mine");
        assertThat(token.request(taken).variable()).isEqualTo("PROXY_API_KEY");
    }
}
