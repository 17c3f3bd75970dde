package dev.keyway.helm.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Dockerfile, by its instructions.
 *
 * @param lines one instruction a line, without comments
 */
record Dockerfile(List<String> lines) {

    static Dockerfile read(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        String open = "";
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            open += line.strip();
            if (open.endsWith("\\")) {
                open = open.substring(0, open.length() - 1);
            } else {
                lines.add(open);
                open = "";
            }
        }
        return new Dockerfile(lines);
    }

    /** What follows each instruction of this name. */
    List<String> values(String instruction) {
        return lines.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).strip())
                .toList();
    }

    /** The entry point, which must be in its form without a shell. */
    List<String> entryPoint() {
        return new JsonMapper().readValue(values("ENTRYPOINT").getFirst(), new TypeReference<List<String>>() {});
    }

    String text() {
        return String.join("\n", lines);
    }
}
