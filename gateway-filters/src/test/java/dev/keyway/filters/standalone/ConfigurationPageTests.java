package dev.keyway.filters.standalone;

import static org.assertj.core.api.Assertions.assertThat;

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
