package dev.keyway.admin.check;

import java.io.IOException;
import java.io.PrintStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Check of an installation: both programs are ready and refuse who has no token; with a token, a streamed call comes to
 * its end. It changes nothing, but for that call, which is booked as any other.
 */
public final class InstallationCheck {

    private static final String READINESS = "/actuator/health/readiness";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofMinutes(2);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final PrintStream out;
    private boolean failed;

    private InstallationCheck(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs all checks, and prints a line for each.
     *
     * @return the exit code: 0 if all passed, 1 if one failed, 2 if the arguments are wrong
     */
    public static int run(List<String> arguments) {
        return run(arguments, System.out, System.err);
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        CheckOptions options;
        try {
            options = CheckOptions.of(arguments);
        } catch (IllegalArgumentException e) {
            err.println("error: " + e.getMessage());
            return 2;
        }
        var check = new InstallationCheck(out);
        check.all(options);
        return check.failed ? 1 : 0;
    }

    private void all(CheckOptions options) {
        ready("the gateway", options.gatewayManagement());
        ready("the admin service", options.adminManagement());
        status("the gateway refuses a call without a token", get(options.gateway(), "/v1/models"), 401);
        status("the admin service refuses a call without a token", get(options.admin(), "/api/v1/me"), 401);
        options.call()
                .ifPresentOrElse(
                        call -> stream(options.gateway(), call),
                        () -> out.println("-     no streamed call: no token is given"));
    }

    /** Asks each address that the name of the management port stands for: in Kubernetes, each replica. */
    private void ready(String program, URI management) {
        if (management.getScheme().equals("https")) {
            // A certificate is for the name, so that one replica is asked.
            status(program + " is ready", get(management, READINESS), 200);
            return;
        }
        InetAddress[] replicas;
        try {
            replicas = InetAddress.getAllByName(management.getHost());
        } catch (UnknownHostException e) {
            report(program + " is ready", "there is no host " + management.getHost());
            return;
        }
        for (InetAddress replica : replicas) {
            String at = replicas.length == 1 ? "" : " at " + replica.getHostAddress();
            status(program + " is ready" + at, get(at(management, replica), READINESS), 200);
        }
    }

    /** The same URL with an address in place of the name. */
    private static URI at(URI management, InetAddress replica) {
        String host = replica instanceof Inet6Address ? "[" + replica.getHostAddress() + "]" : replica.getHostAddress();
        int port = management.getPort() < 0 ? 80 : management.getPort();
        return URI.create("http://" + host + ":" + port);
    }

    private void status(String what, HttpRequest.Builder request, int expected) {
        send(request.timeout(ANSWER).build())
                .ifPresent(response -> report(
                        what,
                        response.statusCode() == expected
                                ? ""
                                : "status " + response.statusCode() + ", not " + expected));
    }

    private void stream(URI gateway, CheckOptions.Call call) {
        String body = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "model",
                        call.model(),
                        "stream",
                        true,
                        "messages",
                        List.of(Map.of("role", "user", "content", "Say hello."))));
        send(to(gateway, "/v1/chat/completions")
                        .timeout(CALL)
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + call.token())
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .ifPresent(response -> report("a streamed call comes to its end", fault(response)));
    }

    private static String fault(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            return "status " + response.statusCode() + ": "
                    + response.body().lines().findFirst().orElse("");
        }
        return response.body().strip().endsWith("data: [DONE]") ? "" : "the stream ended without [DONE]";
    }

    private Optional<HttpResponse<String>> send(HttpRequest request) {
        try {
            return Optional.of(client.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            report(request.uri() + " answers", e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report(request.uri() + " answers", "interrupted");
        }
        return Optional.empty();
    }

    private void report(String what, String fault) {
        failed |= !fault.isEmpty();
        out.println(fault.isEmpty() ? "ok    " + what : "FAIL  " + what + ": " + fault);
    }

    private static HttpRequest.Builder get(URI base, String path) {
        return to(base, path).GET();
    }

    private static HttpRequest.Builder to(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }
}
