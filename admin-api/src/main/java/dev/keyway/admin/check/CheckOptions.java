package dev.keyway.admin.check;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Options of {@code --check}.
 *
 * @param gateway base URL of the gateway's API
 * @param gatewayManagement base URL of the gateway's management port
 * @param admin base URL of the admin service
 * @param adminManagement base URL of the admin service's management port
 * @param call what to call through the gateway, or empty for no call
 */
record CheckOptions(URI gateway, URI gatewayManagement, URI admin, URI adminManagement, Optional<Call> call) {

    private static final List<String> URLS =
            List.of("--gateway", "--gateway-management", "--admin", "--admin-management");
    private static final Set<String> CALL = Set.of("--token-file", "--model");

    /**
     * A call that is booked as any other.
     *
     * @param token the proxy token
     * @param model the model, such as {@code openai/gpt-4o-mini}
     */
    record Call(String token, String model) {}

    /**
     * Reads the arguments of the program.
     *
     * @throws IllegalArgumentException if they are not complete and well-formed; the message names what to change
     */
    static CheckOptions of(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        Iterator<String> left = arguments.stream()
                .filter(argument -> !argument.equals("--check"))
                .iterator();
        while (left.hasNext()) {
            String name = left.next();
            if (!URLS.contains(name) && !CALL.contains(name)) {
                throw new IllegalArgumentException("unknown option '" + name + "' of --check");
            }
            if (!left.hasNext()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            values.put(name, left.next());
        }
        return new CheckOptions(
                url(values, "--gateway"),
                url(values, "--gateway-management"),
                url(values, "--admin"),
                url(values, "--admin-management"),
                call(values));
    }

    private static URI url(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "--check needs " + name + " with a URL, such as http://keyway-admin:8080");
        }
        try {
            var url = new URI(value);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new IllegalArgumentException(name + " is not a URL: " + value);
    }

    private static Optional<Call> call(Map<String, String> values) {
        if (!values.containsKey("--token-file") && !values.containsKey("--model")) {
            return Optional.empty();
        }
        String file = values.get("--token-file");
        String model = values.get("--model");
        if (file == null || model == null) {
            throw new IllegalArgumentException("a call needs both --token-file and --model");
        }
        try {
            return Optional.of(new Call(Files.readString(Path.of(file)).strip(), model));
        } catch (IOException e) {
            throw new IllegalArgumentException("--token-file cannot be read: " + file);
        }
    }
}
