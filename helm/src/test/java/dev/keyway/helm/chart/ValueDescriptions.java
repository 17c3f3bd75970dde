package dev.keyway.helm.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads what comments of values.yaml say: {@code # --} before a value describes it. */
final class ValueDescriptions {

    private static final Pattern LINE = Pattern.compile("( *)([A-Za-z0-9./_-]+):(.*)");
    private static final String COMMENT = "# -- ";

    private ValueDescriptions() {}

    /**
     * A described value.
     *
     * @param path its path
     * @param description the text of its comment
     * @param value its default
     */
    record Value(String path, String description, JsonNode value) {}

    static List<Value> read(String yaml) {
        JsonNode values = Manifests.readYaml(yaml);
        List<Value> described = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        String description = "";
        for (String line : yaml.lines().toList()) {
            Matcher key = LINE.matcher(line);
            if (line.strip().startsWith(COMMENT)) {
                description = line.strip().substring(COMMENT.length());
            } else if (!line.strip().startsWith("#") && key.matches()) {
                while (path.size() > key.group(1).length() / 2) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                if (!description.isEmpty()) {
                    described.add(
                            new Value(String.join(".", path), description, values.at("/" + String.join("/", path))));
                }
                description = "";
            }
        }
        return described;
    }
}
