package dev.keyway.helm.chart;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings of a program, as docs/settings.json lists them, without those of single providers.
 *
 * @param names the names of settings, without those that are secret
 * @param secrets the names of settings that are secret
 * @param files the names of variables that name the file of a secret
 */
record Settings(Set<String> names, Set<String> secrets, Set<String> files) {

    private static final Path LIST = Path.of("..", "docs", "settings.json");
    private static final Map<String, Settings> READ = new ConcurrentHashMap<>();

    /** The settings of {@code gateway} or {@code admin}. */
    static Settings of(String program) {
        return READ.computeIfAbsent(program, Settings::read);
    }

    private static Settings read(String program) {
        Settings settings = new Settings(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        for (JsonNode setting : new JsonMapper().readTree(Chart.read(LIST))) {
            String name = setting.path("name").asString();
            if (setting.path("program").asString().equals(program) && !name.contains("<")) {
                (setting.path("secret").asBoolean() ? settings.secrets : settings.names).add(name);
                if (setting.has("file")) {
                    settings.files.add(setting.path("file").asString());
                }
            }
        }
        return settings;
    }

    /** The variables that the chart may set: settings that are no secrets, files of secrets, and that of the JVM itself. */
    Set<String> variables() {
        Set<String> variables = new TreeSet<>(names);
        variables.addAll(files);
        variables.add("JAVA_TOOL_OPTIONS");
        return variables;
    }
}
