package dev.keyway.env;

/** What stands behind the {@code =} of a line in a {@code .env} file. */
sealed interface EnvValue {

    /** The value, without quotes and comment. */
    record Text(String text) implements EnvValue {}

    /** No value can be made of it. */
    record Refused(String reason) implements EnvValue {}

    /** Reads it: single quotes take all literally, double quotes know escapes, otherwise {@code " #"} begins a comment. */
    static EnvValue read(String source) {
        if (source.startsWith("'") || source.startsWith("\"")) {
            return quoted(source);
        }
        if (source.startsWith("#")) {
            return new Text("");
        }
        for (int i = 1; i < source.length(); i++) {
            if (source.charAt(i) == '#' && Character.isWhitespace(source.charAt(i - 1))) {
                return new Text(source.substring(0, i).strip());
            }
        }
        return new Text(source);
    }

    private static EnvValue quoted(String source) {
        char quote = source.charAt(0);
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == quote) {
                String rest = source.substring(i + 1).strip();
                return rest.isEmpty() || rest.startsWith("#")
                        ? new Text(text.toString())
                        : new Refused("has something behind the closing quote");
            }
            if (c == '\\' && quote == '"' && i + 1 < source.length()) {
                i++;
                text.append(unescaped(source.charAt(i)));
            } else {
                text.append(c);
            }
        }
        return new Refused("has no closing quote");
    }

    private static String unescaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '"', '\\', '$' -> String.valueOf(c);
            default -> "\\" + c;
        };
    }
}
