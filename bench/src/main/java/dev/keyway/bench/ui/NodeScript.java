package dev.keyway.bench.ui;

import dev.keyway.testkit.browser.Chromium;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Script of Node.js that opens the web interface in Chromium.
 *
 * @param folder where it is, with the packages that it needs
 * @param command its name, with options of Node.js before it
 */
record NodeScript(Path folder, List<String> command) {

    NodeScript {
        command = List.copyOf(command);
    }

    NodeScript(Path folder, String file) {
        this(folder, List.of(file));
    }

    /**
     * Runs it to its end.
     *
     * @param admin the admin service
     * @param password of the user {@code owner}
     * @param more further environment variables
     * @return its exit code
     */
    int run(URI admin, String password, Map<String, String> more) throws IOException, InterruptedException {
        ProcessBuilder node = program(admin, password, more).inheritIO();
        Process process = node.start();
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    /**
     * Runs it to its end.
     *
     * @param more further environment variables
     * @return the last line of its output
     * @throws IllegalStateException if it failed
     */
    String output(URI admin, String password, Map<String, String> more) throws IOException, InterruptedException {
        Process process = program(admin, password, more)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
            return output.substring(output.lastIndexOf('\n') + 1);
        } finally {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder program(URI admin, String password, Map<String, String> more) {
        ProcessBuilder node = new ProcessBuilder("node").directory(folder.toFile());
        node.command().addAll(command);
        Map<String, String> environment = node.environment();
        environment.putAll(more);
        environment.put("KEYWAY_UI_URL", admin.toString().replaceFirst("/+$", ""));
        environment.put("KEYWAY_UI_PASSWORD", password);
        environment.put("KEYWAY_UI_CHROMIUM", Chromium.program().toString());
        return node;
    }
}
