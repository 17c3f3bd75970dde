package dev.keyway.bench.ui;

import dev.keyway.testkit.browser.Chromium;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Script of Node.js that opens the web interface in Chromium.
 *
 * @param folder where it is, with the packages that it needs
 * @param file its name
 */
record NodeScript(Path folder, String file) {

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
     * @return the last line of its output
     * @throws IllegalStateException if it failed
     */
    String output(URI admin, String password) throws IOException, InterruptedException {
        Process process = program(admin, password, Map.of())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(file + " failed: " + output);
            }
            return output.substring(output.lastIndexOf('\n') + 1);
        } finally {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder program(URI admin, String password, Map<String, String> more) {
        ProcessBuilder node = new ProcessBuilder("node", file).directory(folder.toFile());
        Map<String, String> environment = node.environment();
        environment.putAll(more);
        environment.put("KEYWAY_UI_URL", admin.toString().replaceFirst("/+$", ""));
        environment.put("KEYWAY_UI_PASSWORD", password);
        environment.put("KEYWAY_UI_CHROMIUM", Chromium.program().toString());
        return node;
    }
}
