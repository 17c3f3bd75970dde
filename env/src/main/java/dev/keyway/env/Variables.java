package dev.keyway.env;

import dev.keyway.catalogue.glob.Glob;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Variables of a file and of the environment, which wins, and their values read as what they are. */
public final class Variables {

    private static final Map<String, String> PROXIES = Map.of("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY");

    private final EnvFile file;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Consumer<SettingsProblem> problems;

    public Variables(EnvFile file, Map<String, String> environment, Consumer<SettingsProblem> problems) {
        this.file = file;
        this.problems = problems;
        values.putAll(inOneSpelling(file.values()));
        values.putAll(new TreeMap<>(inOneSpelling(environment)));
        values.replaceAll(this::withoutQuotes);
        new SecretFiles(problems).read(values);
    }

    /** {@code docker run --env-file} and unit files of some systems leave the quotes of a file around the value. */
    private String withoutQuotes(String name, String value) {
        String text = value.strip();
        int last = text.length() - 1;
        boolean quoted = last > 0
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.indexOf(text.charAt(0), 1) == last
                && SettingName.of(name).isPresent();
        if (!quoted) {
            return value;
        }
        warn(name, "has quotes around its value, which are taken off");
        return text.substring(1, last);
    }

    /** Proxies are set in lower case on many machines. */
    private static Map<String, String> inOneSpelling(Map<String, String> source) {
        Map<String, String> result = new LinkedHashMap<>(source);
        PROXIES.forEach((spelling, name) -> {
            String value = result.remove(spelling);
            if (value != null) {
                result.putIfAbsent(name, value);
            }
        });
        return result;
    }

    /** All names, those of the file first. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    public boolean isInFile(String name) {
        return file.values().containsKey(name);
    }

    /** Where a name stands, for messages. */
    public String place(String name) {
        Integer line = file.lines().get(name);
        return line == null ? "environment" : file.name() + " line " + line;
    }

    /** A value; none if it is blank. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    public Optional<Integer> number(String name, int least) {
        return read(name, "must be a whole number from " + least, value -> {
            int number = Integer.parseInt(value);
            return number < least ? null : number;
        });
    }

    public Optional<Duration> duration(String name) {
        return read(name, "must be a number of seconds above 0, or a duration such as 90s or 5m", Seconds::read);
    }

    /** Names with commas between them, or a JSON array of strings. */
    public List<String> list(String name) {
        String value = text(name).orElse("");
        if (value.startsWith("[") && value.endsWith("]")) {
            value = value.substring(1, value.length() - 1);
        }
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .map(item -> item.replaceAll("^[\"']|[\"']$", ""))
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** A pattern of a list; none, and a problem, if it cannot be one. */
    public Optional<Glob> glob(String name, String pattern) {
        Optional<String> fault = Glob.fault(pattern);
        fault.ifPresent(problem -> fatal(name, "each pattern " + problem));
        return fault.isPresent() ? Optional.empty() : Optional.of(new Glob(pattern));
    }

    /**
     * Reads a value.
     *
     * @param reader gives null, or throws, for what cannot be
     */
    public <T> Optional<T> read(String name, String rule, Function<String, @Nullable T> reader) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> result;
        try {
            result = Optional.ofNullable(reader.apply(value.get()));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            result = Optional.empty();
        }
        if (result.isEmpty()) {
            fatal(name, rule);
        }
        return result;
    }

    public void fatal(String name, String rule) {
        problems.accept(SettingsProblem.fatal(name, rule + " (" + place(name) + ")"));
    }

    public void warn(String name, String message) {
        problems.accept(SettingsProblem.warning(name, message + " (" + place(name) + ")"));
    }
}
