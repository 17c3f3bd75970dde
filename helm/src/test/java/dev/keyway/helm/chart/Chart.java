package dev.keyway.helm.chart;

import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The chart in this module, as Helm sees it: release {@code keyway} in namespace {@code keyway}. */
public final class Chart {

    public static final Path FOLDER = Path.of("keyway").toAbsolutePath();

    private static final String KUBERNETES = "1.37.0";

    /** Helm as a library shows no hooks: in a copy of the chart they are ordinary objects, with this annotation. */
    private static final String HOOK = "helm.sh/hook";

    private static final String SHOWN_HOOK = "shown.helm.sh/hook";
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private Chart() {}

    /** The names of the value sets in {@code ci/}. */
    public static List<String> valueSets() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of a value set. */
    public static Path values(String valueSet) {
        return FOLDER.resolve("ci").resolve(valueSet + ".yaml");
    }

    /** The objects of a value set; rendered once. */
    public static Manifests render(String valueSet) {
        return RENDERED.computeIfAbsent(
                valueSet, set -> manifests(template(shown()).withValuesFile(values(set))));
    }

    /** The objects of a file of values. */
    static Manifests render(Path values) {
        return manifests(template(shown()).withValuesFile(values));
    }

    /** The objects of a value set with other values set in addition. */
    public static Manifests render(String valueSet, Map<String, Object> more) {
        return render(shown(), valueSet, more);
    }

    static Manifests render(Path chart, String valueSet, Map<String, Object> more) {
        TemplateCommand command = template(chart).withValuesFile(values(valueSet));
        more.forEach(command::set);
        return manifests(command);
    }

    /** What is rendered with a value set and one more file of values, or the refusal to render it. */
    static String outcome(String valueSet, Path more) {
        TemplateCommand command =
                template(shown()).withValuesFile(values(valueSet)).withValuesFile(more);
        try {
            return command.call().replace(SHOWN_HOOK, HOOK);
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Manifests manifests(TemplateCommand command) {
        return Manifests.parse(command.call().replace(SHOWN_HOOK, HOOK));
    }

    private static TemplateCommand template(Path chart) {
        return new Helm(chart)
                .template()
                .withName("keyway")
                .withNamespace("keyway")
                .withKubeVersion(KUBERNETES);
    }

    private static Path shown() {
        return Shown.CHART;
    }

    /** The copy, made at first use. */
    private static final class Shown {

        static final Path CHART = copy(Path.of("target", "shown", "keyway"), text -> text.replace(HOOK, SHOWN_HOOK));
    }

    /** Copies the chart with another text in each of its files. */
    static Path copy(Path folder, UnaryOperator<String> edit) {
        Path to = folder.toAbsolutePath();
        clear(to);
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(FOLDER.relativize(file));
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.writeString(target, edit.apply(Files.readString(file)));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void clear(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs nothing, and shows what Helm says to it where there is no cluster to ask. */
    static InstallCommand dryRun() {
        return new Helm(FOLDER)
                .install()
                .withName("keyway")
                .withNamespace("keyway")
                .withKubeVersion(KUBERNETES)
                .clientOnly()
                .withDryRunOption(DryRun.CLIENT);
    }

    /** Lints the chart; warnings are errors. */
    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    /** The templates, by file name. */
    static Map<String, String> templates() {
        Map<String, String> templates = new ConcurrentHashMap<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve("templates"))) {
            for (Path file : files.toList()) {
                templates.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return templates;
    }

    /** A file of the chart. */
    static String read(String file) {
        return read(FOLDER.resolve(file));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
