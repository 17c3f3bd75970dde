package dev.keyway.testkit.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * docs/settings.json.
 *
 * @param all every setting of every program
 */
public record SettingsList(List<ListedSetting> all) {

    private static final Path FILE = Path.of("..", "docs", "settings.json");
    private static final List<String> PROGRAMS = List.of("gateway", "admin", "launcher");

    /** Reads the file from a module's folder. */
    public static SettingsList read() {
        try {
            return new SettingsList(
                    new JsonMapper().readValue(Files.readString(FILE), new TypeReference<List<ListedSetting>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of one program. */
    public List<ListedSetting> of(String program) {
        return all.stream().filter(setting -> setting.program().equals(program)).toList();
    }

    /** The same list with other settings of one program. */
    public SettingsList with(String program, List<ListedSetting> settings) {
        return new SettingsList(PROGRAMS.stream()
                .flatMap(other -> (other.equals(program) ? settings : of(other)).stream())
                .toList());
    }

    /** Writes the file, one setting per line. */
    public void write() throws IOException {
        JsonMapper json = new JsonMapper();
        Files.writeString(
                FILE, all.stream().map(json::writeValueAsString).collect(Collectors.joining(",\n", "[\n", "\n]\n")));
    }
}
