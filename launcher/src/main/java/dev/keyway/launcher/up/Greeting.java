package dev.keyway.launcher.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is said once everything is up: where it is, and how to begin. */
final class Greeting {

    private final Terminal terminal;
    private final Listeners listeners;

    Greeting(Terminal terminal, Listeners listeners) {
        this.terminal = terminal;
        this.listeners = listeners;
    }

    /** For those who have no keys yet. */
    void fakeProvider(String token, String model) {
        terminal.say("""

                  Keyway runs with DEMO KEYS: no provider key is configured here, so a fake provider on this machine answers.
                  Nothing is sent to a real provider. Put your own keys into .env and start again.

                  Base URL   %s
                  Token      %s

                %s
                """.formatted(base(), token, curl(token, model)));
    }

    /** For those who have keys; the reader's shell is to put the token in, so that it is not on the screen. */
    void ownKeys(String token, String provider) {
        terminal.say("""

                  Keyway runs with your keys.

                  Base URL   %s
                  Token      %s

                %s
                """.formatted(base(), token, curl(token, model(provider))));
    }

    /** Where the admin service is, and how to begin with it. */
    void adminService(Path state, boolean demo, @Nullable String database) throws IOException {
        terminal.say("  Web UI     http://localhost:%d".formatted(listeners.admin()));
        terminal.say("  Admin API  http://localhost:%d/api/v1".formatted(listeners.admin()));
        Path token = state.resolve("owner.token");
        if (Files.exists(token) && Files.size(token) > 0) {
            terminal.say("  Try        curl http://localhost:%d/api/v1/me -H 'Authorization: Bearer %s'"
                    .formatted(listeners.admin(), Files.readString(token).strip()));
            terminal.say("             This token reads what the owner may see, for an hour.");
        }
        if (Files.exists(state.resolve("owner.password"))) {
            terminal.say(
                    "  Owner      the first password is in .keyway/owner.password; sign in and change it; nothing else works until then");
        }
        if (demo) {
            terminal.say(
                    "  Demo       the tenant 'Example'; when it is created, its tokens are shown above, only once.");
        }
        if (database != null) {
            terminal.say(
                    "  Database   " + database + "; data, passwords and keys are in .keyway/, which only you can read");
        }
        terminal.say("");
    }

    /** Where the programs may call although it is private. */
    void privateUpstreams(String networks) {
        if (!networks.isEmpty()) {
            terminal.say("  Private    providers may be at " + networks.replace(",", ", ")
                    + " (KEYWAY_ALLOW_PRIVATE_UPSTREAMS)");
            terminal.say("");
        }
    }

    void end() {
        terminal.say("  Logs       .keyway/logs");
        terminal.say("  Ctrl-C stops everything.");
        terminal.say("");
    }

    private String base() {
        return "http://localhost:" + listeners.gateway() + "/v1";
    }

    private String curl(String token, String model) {
        return """
                  curl -N %s/chat/completions \\
                    -H "Authorization: Bearer %s" -H 'Content-Type: application/json' \\
                    -d '{"model":"%s","stream":true,"messages":[{"role":"user","content":"Hello"}]}'
                """.formatted(base(), token, model).stripTrailing();
    }

    /** A model to try first. */
    private static String model(String provider) {
        return switch (provider) {
            case "openai" -> "openai/gpt-4o-mini";
            case "anthropic" -> "anthropic/claude-haiku-4-5";
            case "gemini" -> "gemini/gemini-2.5-flash";
            default -> provider.toLowerCase(Locale.ROOT) + "/<a model that /v1/models lists>";
        };
    }
}
