package dev.keyway.helm.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/operations/install.md says what works: its values, its Secrets, its commands, and the values that it names. */
class InstallPageTests {

    private static final Path FILE = Path.of("..", "docs", "operations", "install.md");
    private static final String PAGE = Chart.read(FILE);

    @TempDir
    Path folder;

    @Test
    void itsValuesObeyAllRules() throws Exception {
        Manifests manifests = rendered();

        assertThat(manifests.kind("Ingress")).hasSize(2);
        RulesTests.rules()
                .forEach((name, rule) ->
                        assertThat(rule.faults(manifests)).as("%s", name).isEmpty());
    }

    @Test
    void itCreatesEachSecretThatItsValuesName() throws Exception {
        Set<String> created = Pattern.compile("create secret generic (\\S+)((?:[^\\n]|\\n(?=  ))*)")
                .matcher(PAGE)
                .results()
                .flatMap(command -> Pattern.compile("--from-(?:literal|file)=([a-z.-]+)")
                        .matcher(command.group(2))
                        .results()
                        .map(key -> command.group(1) + " " + key.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> mounted = rendered()
                .pods()
                .flatMap(pod -> pod.spec().path("volumes").valueStream())
                .map(volume -> volume.path("secret"))
                .flatMap(secret -> secret.path("items")
                        .valueStream()
                        .map(item -> secret.path("secretName").asString() + " "
                                + item.path("key").asString()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(created).isEqualTo(mounted);
    }

    @Test
    void itNamesValuesThatThereAre() {
        List<String> known = ValueDescriptions.read(Chart.read("values.yaml")).stream()
                .map(ValueDescriptions.Value::path)
                .toList();
        Set<String> sections =
                known.stream().map(path -> path.replaceFirst("\\..*", "")).collect(Collectors.toSet());
        Set<String> unknown = Pattern.compile("`([a-zA-Z]+(?:\\.[a-zA-Z]+)+)(?:: [A-Za-z]+)?`|--set ([a-zA-Z.]+)=")
                .matcher(PAGE)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .filter(path -> sections.contains(path.replaceFirst("\\..*", "")))
                .filter(path -> known.stream().noneMatch(one -> one.equals(path) || one.startsWith(path + ".")))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown).isEmpty();
    }

    @Test
    void itsSqlIsThatOfTheAdminService() {
        String sql = block("sql");

        assertThat(Chart.read(FILE.resolveSibling("../admin-architecture.md").normalize()))
                .contains(sql);
    }

    private Manifests rendered() throws Exception {
        return Chart.render(Files.writeString(folder.resolve("my-values.yaml"), block("yaml")));
    }

    private static String block(String kind) {
        return Pattern.compile("```" + kind + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(PAGE)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
