package dev.keyway.launcher.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.keyway.contract.bootstrap.BootstrapKey;
import dev.keyway.contract.bootstrap.BootstrapProvider;
import dev.keyway.launcher.settings.Environments;
import dev.keyway.launcher.settings.Settings;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvProvidersTests {

    @TempDir
    private Path folder;

    @Test
    void hasEachProviderWithItsKeysAndSettings() throws Exception {
        EnvProviders providers = providers("""
                OPENAI_API_KEY_1=sk-one
                OPENAI_API_KEY_2=sk-two
                FIRST_BYTE_TIMEOUT_OPENAI=20
                MINE_API_BASE=http://127.0.0.1:9/v1
                MINE_API_KEY=mine-1
                """);

        assertThat(providers.all()).extracting(BootstrapProvider::slug).containsExactlyInAnyOrder("openai", "mine");
        BootstrapProvider openai = provider(providers, "openai");
        assertThat(openai.keys())
                .extracting(BootstrapKey::variable, BootstrapKey::secret, BootstrapKey::taken)
                .containsExactly(
                        tuple("OPENAI_API_KEY_1", "sk-one", false), tuple("OPENAI_API_KEY_2", "sk-two", false));
        assertThat(openai.use()).isEqualTo(BootstrapProvider.Use.CONFIGURED);
        assertThat(openai.toString()).doesNotContain("sk-one");
        assertThat(provider(providers, "mine").baseUrl()).isEqualTo("http://127.0.0.1:9/v1");
        assertThat(providers.bases()).extracting(Object::toString).containsExactly("http://127.0.0.1:9/v1");
        assertThat(providers.withoutEffect()).isEmpty();
    }

    @Test
    void marksTheKeysThatWereTakenOverBefore() throws Exception {
        TakenOver taken = TakenOver.read(folder.resolve("taken-over.json"));
        taken.belongTo(UUID.randomUUID());
        taken.add("openai", "sk-one");
        EnvProviders providers = new EnvProviders(
                TestSettings.of(folder, "OPENAI_API_KEY_1=sk-one\nOPENAI_API_KEY_2=sk-two\nGEMINI_API_KEY=sk-one\n"),
                taken);

        assertThat(provider(providers, "openai").keys())
                .extracting(BootstrapKey::taken)
                .containsExactly(true, false);
        assertThat(provider(providers, "gemini").keys())
                .extracting(BootstrapKey::taken)
                .containsExactly(false);
    }

    @Test
    void namesAllThatHasNoEffectInOneWarning() throws Exception {
        Settings settings = TestSettings.of(folder, """
                OPENAI_API_KEY_1=sk-one
                OPENAI_API_KEY_2=sk-elsewhere
                OPENAI_API_KEY_2_BASE=https://elsewhere.example.com/v1
                AZURE_API_BASE=https://mine.openai.azure.com
                AZURE_API_KEY=az-1
                AZURE_API_VERSION=2024-10-21
                FIRST_BYTE_TIMEOUT_MODELS=openai/o3=600
                """);
        EnvProviders providers = new EnvProviders(settings, TakenOver.read(folder.resolve("taken-over.json")));

        assertThat(LeftOver.note(new Environments(settings), providers)).hasValueSatisfying(warning -> {
            assertThat(warning)
                    .contains("FIRST_BYTE_TIMEOUT_MODELS", "OPENAI_API_KEY_2", "AZURE_API_VERSION", "--gateway-only")
                    .doesNotContain("OPENAI_API_KEY_1", "sk-", "az-1");
            assertThat(warning.lines()).hasSize(1);
        });
        assertThat(provider(providers, "openai").keys())
                .extracting(BootstrapKey::variable)
                .containsExactly("OPENAI_API_KEY_1");
    }

    @Test
    void warnsOfNothingIfAllHasAnEffect() throws Exception {
        Settings settings = TestSettings.of(folder, "OPENAI_API_KEY=sk-one\nPROXY_API_KEY=a-token\n");
        EnvProviders providers = new EnvProviders(settings, TakenOver.read(folder.resolve("taken-over.json")));

        assertThat(LeftOver.note(new Environments(settings), providers)).isEmpty();
    }

    private EnvProviders providers(String file) throws Exception {
        return new EnvProviders(TestSettings.of(folder, file), TakenOver.read(folder.resolve("taken-over.json")));
    }

    private static BootstrapProvider provider(EnvProviders providers, String slug) {
        return providers.all().stream()
                .filter(provider -> provider.slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }
}
