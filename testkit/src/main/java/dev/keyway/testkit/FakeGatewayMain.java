package dev.keyway.testkit;

import dev.keyway.testkit.gateway.FakeGateway;
import dev.keyway.testkit.gateway.RefusedException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The fake gateway by hand: {@code java -jar keyway-testkit.jar fake-gateway --admin http://localhost:8080}. */
@Command(
        name = "fake-gateway",
        mixinStandardHelpOptions = true,
        description = "Reads its configuration from an admin service like a gateway, and serves no clients.")
public final class FakeGatewayMain implements Callable<Integer> {

    private static final int REFUSED = 1;
    private static final int GONE = 410;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--admin",
            defaultValue = "http://localhost:8080",
            description = "The admin service. [${DEFAULT-VALUE}]")
    private URI admin = URI.create("http://localhost:8080");

    @Option(
            names = "--credential",
            defaultValue = "${env:KEYWAY_GATEWAY_CREDENTIAL}",
            description = "kwg_…; safer in KEYWAY_GATEWAY_CREDENTIAL, where other users cannot see it.")
    private @Nullable String credential;

    @Option(names = "--wait", defaultValue = "25", description = "Seconds to wait for changes. [${DEFAULT-VALUE}]")
    private int wait;

    @Option(names = "--once", description = "Exit after the snapshot and one wait for changes.")
    private boolean once;

    @Option(names = "--fail-commands", description = "Report commands as failed.")
    private boolean failing;

    @Option(names = "--cool", description = "Id of a key to report as cooling down for a minute.")
    private @Nullable String cooling;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (credential == null || credential.isBlank()) {
            spec.commandLine().getErr().println("KEYWAY_GATEWAY_CREDENTIAL is missing: make one at /api/v1/gateways.");
            return REFUSED;
        }
        try (FakeGateway gateway = new FakeGateway(admin, credential)) {
            JsonNode registered = gateway.register();
            say(out, "registered as %s, %s".formatted(registered.path("name").asString(), gateway.id()));
            snapshot(gateway, out);
            report(gateway, out);
            do {
                turn(gateway, out);
            } while (!once);
            return 0;
        } catch (RefusedException refused) {
            spec.commandLine().getErr().println("the admin service refused: " + refused.getMessage());
            return REFUSED;
        }
    }

    private void turn(FakeGateway gateway, PrintWriter out) {
        gateway.heartbeat(0);
        try {
            gateway.changes(Duration.ofSeconds(wait)).ifPresent(changes -> {
                say(
                        out,
                        "revision %d: changed %s, gone %s"
                                .formatted(gateway.revision(), changes.path("upserts"), changes.path("deletes")));
                changes.path("commands").forEach(command -> answer(gateway, command, out));
            });
        } catch (RefusedException refused) {
            if (refused.status() != GONE) {
                throw refused;
            }
            snapshot(gateway, out);
        }
    }

    private static void snapshot(FakeGateway gateway, PrintWriter out) {
        JsonNode snapshot = gateway.snapshot();
        say(out, "snapshot of revision %d, %d bytes".formatted(gateway.revision(), gateway.bytes()));
        for (Map.Entry<String, JsonNode> list : snapshot.path("configuration").properties()) {
            say(out, "  %-10s %d".formatted(list.getKey(), list.getValue().size()));
        }
        say(out, "  %d provider keys could be opened".formatted(gateway.keys().size()));
    }

    private void report(FakeGateway gateway, PrintWriter out) {
        if (cooling != null) {
            Instant now = Instant.now();
            gateway.keyState(cooling, null, "COOLING", "told by hand", now, now.plusSeconds(60));
            say(out, "reported key " + cooling + " as cooling");
        }
    }

    private void answer(FakeGateway gateway, JsonNode command, PrintWriter out) {
        gateway.answer(
                command.path("id").asString(),
                !failing,
                failing ? "the fake gateway was told to fail" : "the fake gateway did as if it had");
        say(out, "answered " + command);
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
