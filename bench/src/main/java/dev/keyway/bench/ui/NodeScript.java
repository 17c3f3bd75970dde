package dev.keyway.bench.ui;

import dev.keyway.testkit.browser.Chromium;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Script of Node.js that opens the web interface in Chromium. It writes to this program's output.
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
        ProcessBuilder node =
                new ProcessBuilder("node", file).directory(folder.toFile()).inheritIO();
        Map<String, String> environment = new HashMap<>(more);
        environment.put("KEYWAY_UI_URL", admin.toString().replaceFirst("/+$", ""));
        environment.put("KEYWAY_UI_PASSWORD", password);
        environment.put("KEYWAY_UI_CHROMIUM", Chromium.program().toString());
        node.environment().putAll(environment);
        Process process = node.start();
        try {
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }
}
