package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** README.md of the chart lists every value, with its default and what values.yaml says of it. */
class ReadmeTests {

    private static final Path HEAD = Path.of("src/test/resources/readme-head.md");

    @Test
    void theReadmeIsCurrent() {
        Written.check(Chart.FOLDER.resolve("README.md"), generated(ValueDescriptions.read(Chart.read("values.yaml"))));
    }

    @Test
    void itsLinksLeadSomewhere() {
        Pattern.compile("]\\(([^)#]+)\\)")
                .matcher(Chart.read("README.md"))
                .results()
                .forEach(link -> assertThat(Chart.FOLDER.resolve(link.group(1))).exists());
    }

    private static String generated(List<ValueDescriptions.Value> values) {
        StringBuilder page = new StringBuilder(Chart.read(HEAD));
        Map<String, StringBuilder> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (ValueDescriptions.Value value : values) {
            tables.computeIfAbsent(section(value.path()), ReadmeTests::table).append(row(value));
        }
        tables.values().forEach(page::append);
        return page.toString();
    }

    /** Values of one name are a section of the page, those without one its first. */
    private static String section(String path) {
        return path.contains(".") ? path.substring(0, path.indexOf('.')) : " ";
    }

    private static StringBuilder table(String section) {
        String title = section.isBlank() ? "For all objects" : "`" + section + "`";
        return new StringBuilder("\n### ")
                .append(title)
                .append("\n\n| Value | Default | What it does |\n|---|---|---|\n");
    }

    private static String row(ValueDescriptions.Value value) {
        String shown = value.value().toString();
        return "| `" + value.path() + "` | `" + cell(shown) + "` | " + cell(value.description()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
