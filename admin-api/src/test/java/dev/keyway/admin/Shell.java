package dev.keyway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs what a page of the documentation tells people to type. */
public final class Shell {

    private static final String HEAD = """
            set -euo pipefail
            for tool in curl jq; do
              command -v $tool > /dev/null || { echo "the documentation needs $tool: install it"; exit 1; }
            done
            """;

    private Shell() {}

    /**
     * What it says, which must end well.
     *
     * @param folder where it runs
     */
    public static String run(Path folder, String script, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path told = folder.resolve("told.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", HEAD + script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile());
        shell.environment().putAll(environment);
        shell.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        Process process = shell.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(told)).isZero();
            return Files.readString(told);
        } finally {
            process.destroyForcibly();
        }
    }
}
