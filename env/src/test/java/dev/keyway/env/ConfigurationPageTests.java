package dev.keyway.env;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.testkit.settings.ListedSetting;
import dev.keyway.testkit.settings.SettingsList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationPageTests {

    private static final Path PAGE = Path.of("../docs/configuration.md");

    @Test
    void listsEverySettingAsTheGatewayKnowsIt() throws IOException {
        List<String> rows = Setting.ALL.stream()
                .map(setting -> "| `%s` | %s | %s | %s |"
                        .formatted(setting.name(), setting.value(), setting.standard(), setting.meaning()))
                .toList();

        assertThat(Files.readAllLines(PAGE))
                .filteredOn(line -> line.startsWith("| `"))
                .isEqualTo(rows);
    }

    /** With {@code -Dkeyway.settings.write=true} the gateway's part of docs/settings.json is written anew. */
    @Test
    void theListHasEverySettingAsTheGatewayKnowsIt() throws IOException {
        SettingsList list = SettingsList.read();
        List<ListedSetting> declared = Setting.ALL.stream()
                .filter(setting -> !setting.isSecretFile())
                .map(ConfigurationPageTests::listed)
                .toList();
        if (Boolean.getBoolean("keyway.settings.write")) {
            list = list.with("gateway", declared);
            list.write();
        }
        assertThat(list.of("gateway"))
                .as("docs/settings.json; docs/admin-architecture.md has the command that writes it anew")
                .isEqualTo(declared);
    }

    private static ListedSetting listed(Setting setting) {
        String file = setting.name() + "_FILE";
        boolean secret = Setting.ALL.stream().anyMatch(other -> other.name().equals(file));
        return new ListedSetting(
                "gateway",
                setting.name(),
                null,
                type(setting.value()),
                setting.value(),
                setting.standard(),
                secret,
                secret ? file : null,
                setting.reloads(),
                setting.meaning());
    }

    private static String type(String value) {
        if (value.contains("separated by commas")) {
            return "list";
        }
        return switch (value.replaceAll("[ ,].*", "")) {
            case "seconds" -> "duration";
            case "file", "folder", "PEM" -> "path";
            case "`true`" -> "boolean";
            case "URL" -> "url";
            case "text", "address" -> "text";
            case "number", "size" -> value.replaceAll("[ ,].*", "");
            default -> value.startsWith("`http://") ? "url" : "choice";
        };
    }

    @Test
    void recognisesEverySettingThatItLists() {
        for (Setting setting : Setting.ALL) {
            String name = setting.name().replace("<P>", "MY_SERVER").replace("<n>", "12");
            assertThat(SettingName.of(name)).hasValueSatisfying(found -> {
                assertThat(found.setting()).isEqualTo(setting);
                assertThat(found.provider()).isEqualTo(setting.isPerProvider() ? "MY_SERVER" : "");
            });
        }
    }
}
