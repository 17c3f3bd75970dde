package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation points at is there. */
class DocumentationTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern COMMAND = Pattern.compile("\\./keyway ([a-z-]+)");

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        List<String> dead = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(FENCE.matcher(read(page)).replaceAll(""));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://") && !leadsSomewhere(page, target)) {
                    dead.add(ROOT.relativize(page) + ": " + target);
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void everyCommandThatIsNamedExists() {
        Set<String> commands = commandsOfTheScript();
        for (Path page : pages()) {
            Matcher command = COMMAND.matcher(read(page));
            while (command.find()) {
                assertThat(commands).as("%s", page).contains(command.group(1));
            }
        }
    }

    @Test
    void theReadmeNamesEveryCommand() {
        String readme = read(ROOT.resolve("README.md"));
        assertThat(commandsOfTheScript())
                .filteredOn(command -> !command.equals("help"))
                .allSatisfy(command -> assertThat(readme).contains("`./keyway " + command + "`"));
    }

    private static boolean leadsSomewhere(Path page, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(file)
                && (parts.length == 1 || parts[1].isEmpty() || anchors(file).contains(parts[1]));
    }

    /** The anchors of a page's headings, as GitHub makes them. */
    private static Set<String> anchors(Path page) {
        return read(page)
                .lines()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> commandsOfTheScript() {
        Set<String> commands = new TreeSet<>();
        String script = read(ROOT.resolve("keyway"));
        Matcher named = Pattern.compile("(?m)^ {4}([a-z][a-z-]*(?: \\| [a-z][a-z-]*)*)(?: \\|[^)]*)?\\)")
                .matcher(script.substring(script.indexOf("case $command in")));
        while (named.find()) {
            commands.addAll(List.of(named.group(1).split(" \\| ")));
        }
        assertThat(commands).contains("up", "gateway", "test", "bench", "soak", "help");
        return commands;
    }

    private static List<Path> pages() {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> examples = Files.walk(ROOT.resolve("examples"))) {
            return Stream.of(top, docs, examples)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
