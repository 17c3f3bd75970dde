package dev.keyway.helm.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Container image, unpacked.
 *
 * @param name repository and tag, such as {@code keyway-gateway:latest}
 * @param root the files of all layers
 * @param config {@code config} of the image: what it runs, as whom, with which environment
 */
public record Image(String name, Path root, JsonNode config) {

    /** Unpacks a file of {@code docker save} into an empty folder. */
    public static Image unpack(Path tar, Path folder) throws IOException, InterruptedException {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        Path root = Files.createDirectories(folder.resolve("root"));
        Command.run("tar", "--extract", "--file=" + tar, "--directory=" + archive);
        JsonMapper json = new JsonMapper();
        JsonNode manifest = json.readTree(Files.readString(archive.resolve("manifest.json")))
                .get(0);
        JsonNode config = json.readTree(
                Files.readString(archive.resolve(manifest.path("Config").asString())));
        for (JsonNode layer : manifest.path("Layers")) {
            Command.run(
                    "tar",
                    "--extract",
                    "--gzip",
                    "--warning=no-unknown-keyword",
                    "--same-permissions",
                    "--file=" + archive.resolve(layer.asString()),
                    "--directory=" + root);
        }
        return new Image(manifest.path("RepoTags").get(0).asString(), root, config.path("config"));
    }

    /** The command that the image runs, before any arguments. */
    public List<String> entryPoint() {
        return texts("Entrypoint");
    }

    public String workingFolder() {
        return config.path("WorkingDir").asString();
    }

    /** User and group, as numbers. */
    public String user() {
        return config.path("User").asString();
    }

    /** Environment variables that the image sets. */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String variable : texts("Env")) {
            int equals = variable.indexOf('=');
            variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return variables;
    }

    private List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        config.path(name).forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
