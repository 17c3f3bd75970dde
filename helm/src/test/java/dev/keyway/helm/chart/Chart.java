package dev.keyway.helm.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.nio.file.Path;

/** The chart in this module, as Helm sees it. */
public final class Chart {

    public static final Path FOLDER = Path.of("keyway").toAbsolutePath();

    private Chart() {}

    /** Renders the chart as release {@code keyway} in namespace {@code keyway}, without a cluster. */
    public static TemplateCommand template() {
        return new Helm(FOLDER)
                .template()
                .withName("keyway")
                .withNamespace("keyway")
                .withKubeVersion("1.34.0");
    }

    /** Lints the chart; warnings are errors. */
    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }
}
