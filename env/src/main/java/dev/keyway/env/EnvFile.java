package dev.keyway.env;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of a {@code .env} file. Takes a byte order mark, CRLF, {@code export}, single and double quotes, comments
 * and empty values; of a name that is there twice the last counts, and is named.
 *
 * @param name what the file is called in messages
 * @param values what each name is set to
 * @param lines the line of each name, counted from 1
 * @param problems what is wrong with the file; never a value
 */
public record EnvFile(
        String name, Map<String, String> values, Map<String, Integer> lines, List<SettingsProblem> problems) {

    /** No file at all. */
    public static EnvFile absent(String name) {
        return new EnvFile(name, Map.of(), Map.of(), List.of());
    }

    /** Reads a file's text. */
    public static EnvFile parse(String name, String text) {
        EnvFile file = new EnvFile(name, new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        int number = 0;
        for (String line : body.split("\r\n|\n|\r", -1)) {
            number++;
            file.take(number, line.strip());
        }
        return file;
    }

    /** The same with more problems. */
    public EnvFile with(List<SettingsProblem> more) {
        List<SettingsProblem> all = new ArrayList<>(more);
        all.addAll(problems);
        return new EnvFile(name, values, lines, all);
    }

    private void take(int number, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        String assignment =
                line.matches("export\\s.*") ? line.substring("export".length()).strip() : line;
        int equals = assignment.indexOf('=');
        if (equals < 0) {
            refuse(number, "has no '='; write NAME=value, or put '#' in front of a comment");
            return;
        }
        String key = assignment.substring(0, equals).strip();
        if (!key.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
            refuse(number, "does not begin with a name; write NAME=value");
            return;
        }
        EnvValue value = EnvValue.read(assignment.substring(equals + 1).strip());
        if (value instanceof EnvValue.Refused refused) {
            refuse(number, "(" + key + ") " + refused.reason());
            return;
        }
        put(number, key, ((EnvValue.Text) value).text());
    }

    private void put(int number, String key, String value) {
        Integer before = lines.put(key, number);
        values.put(key, value);
        if (before != null) {
            problems.add(SettingsProblem.warning(
                    key,
                    "is set twice in %s, in lines %d and %d; the last one counts".formatted(name, before, number)));
        }
    }

    private void refuse(int number, String reason) {
        problems.add(SettingsProblem.fatal(name, "line " + number + " " + reason));
    }
}
