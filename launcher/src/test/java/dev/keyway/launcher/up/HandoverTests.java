package dev.keyway.launcher.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.contract.bootstrap.Bootstrap;
import dev.keyway.contract.bootstrap.BootstrapKey;
import dev.keyway.contract.bootstrap.BootstrapProvider;
import dev.keyway.contract.bootstrap.Bootstrapped;
import dev.keyway.contract.bootstrap.Bootstrapped.Outcome;
import dev.keyway.contract.bootstrap.Bootstrapped.Result;
import dev.keyway.launcher.process.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class HandoverTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final UUID INSTALLATION = UUID.randomUUID();
    private static final String ENV = "OPENAI_API_KEY_1=sk-one\nOPENAI_API_KEY_2=sk-two\nPROXY_API_KEY=a-token\n";

    @TempDir
    private Path folder;

    @Test
    void asksForWhatTheSettingsHaveInAFileOfThisUserAlone() throws Exception {
        Path file = handover().ask(null);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(taken(file))
                .containsExactly("OPENAI_API_KEY_1 false", "OPENAI_API_KEY_2 false", "PROXY_API_KEY false");
    }

    @Test
    void handsEachKeyAndTheTokenOverOnce() throws Exception {
        Handover first = handover();
        answer(
                first.ask(null),
                "kwg_credential",
                created("OPENAI_API_KEY_1"),
                created("OPENAI_API_KEY_2"),
                created("PROXY_API_KEY"));
        assertThat(first.receive())
                .containsExactly(
                        "taken over into the admin service: OPENAI_API_KEY_1, OPENAI_API_KEY_2, PROXY_API_KEY");
        assertThat(first.credential()).hasContent("kwg_credential");
        assertThat(folder.resolve("bootstrap.json")).doesNotExist();

        Handover second = handover();
        assertThat(taken(second.ask(null)))
                .containsExactly("OPENAI_API_KEY_1 true", "OPENAI_API_KEY_2 true", "PROXY_API_KEY true");
        assertThat(Files.readString(folder.resolve("taken-over.json"))).doesNotContain("sk-", "a-token");
    }

    @Test
    void saysWhatAnAdministratorDeletedAndDoesNotBringItBack() throws Exception {
        Handover handover = handover();
        answer(
                handover.ask(null),
                null,
                new Outcome("OPENAI_API_KEY_1", Result.DELETED, null),
                new Outcome("OPENAI_API_KEY_2", Result.PRESENT, null),
                new Outcome("PROXY_API_KEY", Result.DELETED, null));
        assertThat(handover.receive())
                .containsExactly(
                        "deleted in the admin service, and therefore not taken over again: OPENAI_API_KEY_1, PROXY_API_KEY");
        assertThat(taken(handover().ask(null)))
                .containsExactly("OPENAI_API_KEY_1 true", "OPENAI_API_KEY_2 true", "PROXY_API_KEY true");
    }

    @Test
    void saysWhyAKeyIsRefusedAndOffersItAgain() throws Exception {
        Handover handover = handover();
        answer(
                handover.ask(null),
                null,
                new Outcome("OPENAI_API_KEY_1", Result.REFUSED, "it is too short"),
                created("OPENAI_API_KEY_2"),
                created("PROXY_API_KEY"));
        assertThat(handover.receive())
                .containsExactly(
                        "taken over into the admin service: OPENAI_API_KEY_2, PROXY_API_KEY",
                        "OPENAI_API_KEY_1 is not taken over: it is too short");
        assertThat(taken(handover().ask(null))).contains("OPENAI_API_KEY_1 false", "OPENAI_API_KEY_2 true");
    }

    @Test
    void saysThatTheServiceDidNotAnswer() throws Exception {
        Handover handover = handover();
        Path file = handover.ask(null);
        assertThatThrownBy(handover::receive)
                .isInstanceOfSatisfying(
                        LaunchException.class,
                        end -> assertThat(end.report())
                                .hasValueSatisfying(
                                        report -> assertThat(report).contains("did not do what", file.toString())));
    }

    private Handover handover() throws IOException, LaunchException {
        return new Handover(TestSettings.of(folder, ENV), folder);
    }

    private static Outcome created(String variable) {
        return new Outcome(variable, Result.CREATED, null);
    }

    /** Puts the answer in the place of the request, as the admin service does. */
    private static void answer(Path file, @Nullable String credential, Outcome... outcomes) throws IOException {
        Bootstrapped answer = new Bootstrapped(INSTALLATION, credential, null, List.of(outcomes));
        Files.write(file, JSON.writeValueAsBytes(answer));
    }

    /** Keys of the settings and the token in a request, and whether they were taken over before. */
    private static List<String> taken(Path file) throws IOException {
        Bootstrap request = JSON.readValue(Files.readAllBytes(file), Bootstrap.class);
        List<String> taken = request.providers().stream()
                .filter(provider -> provider.use() == BootstrapProvider.Use.CONFIGURED)
                .map(BootstrapProvider::keys)
                .flatMap(List<BootstrapKey>::stream)
                .map(key -> key.variable() + " " + key.taken())
                .collect(Collectors.toCollection(ArrayList::new));
        taken.add(request.token().variable() + " " + request.token().taken());
        return taken;
    }
}
