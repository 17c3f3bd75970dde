package dev.keyway.admin.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every operation of docs/openapi.json, with input that is wrong in every way: what must change is told, and nothing fails. */
class BadInputIT {

    private static final long SEED = 20261126;
    private static final Set<String> WITH_BODY = Set.of("post", "put", "patch");
    private static final JsonMapper JSON = new JsonMapper();

    private final AdminServer server = AdminServer.start();
    private final Api owner = server.owner();
    private final JsonNode api = read();
    private final ThingsToCall things = new ThingsToCall(owner);
    private final Map<String, String> versions = new ConcurrentHashMap<>();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void whatIsWrongIsToldAndNothingFails() {
        try (server) {
            operations().entrySet().parallelStream().forEach(each -> {
                String operation = each.getKey();
                JsonNode told = each.getValue();
                String method = operation.substring(0, operation.indexOf(' '));
                String path = operation.substring(operation.indexOf(' ') + 1);
                badPaths(method, path);
                badQueries(method, path, told);
                badParameters(method, path, told);
                if (WITH_BODY.contains(method) && told.has("requestBody")) {
                    badBodies(method, path, told);
                }
            });
        }
        assertThat(wrong).isEmpty();
        assertThat(calls.get()).isGreaterThan(2000);
    }

    private void badPaths(String method, String path) {
        for (String id : List.of(
                "x",
                "0",
                "%00",
                "00000000-0000-0000-0000-00000000000g",
                "%2e%2e",
                "a".repeat(3000),
                UUID.randomUUID().toString())) {
            if (path.contains("{")) {
                String called = things.path(path).replaceAll("[^/]+$", "");
                String last = path.substring(path.lastIndexOf('/') + 1);
                String target = last.startsWith("{") ? called + id : path.replaceAll("\\{\\w+}", id);
                refused(operation(method, path), call(method, target, body(method), "\"0\""), id, "");
            }
        }
    }

    private void badQueries(String method, String path, JsonNode told) {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("=1", "query");
        queries.put("%16r=1", "query");
        queries.put("unknownParameter=1", path.endsWith("/oidc/callback") ? "" : "unknownParameter");
        for (JsonNode parameter : told.path("parameters")) {
            if (parameter.get("in").asString().equals("query")) {
                String name = parameter.get("name").asString();
                String type = parameter.path("schema").path("type").asString("");
                if (type.equals("array")) {
                    continue;
                }
                queries.put(name + "=1&" + name + "=2", name);
                if (!type.equals("string") || parameter.path("schema").has("format")) {
                    queries.put(name + "=", name);
                }
            }
        }
        queries.forEach((query, named) -> {
            Answer answer = call(method, things.path(path) + "?" + query, body(method), "\"0\"");
            refused(operation(method, path), answer, query, named);
            if (!named.isEmpty() && answer.status() != 400 && answer.status() != 415) {
                wrong.add(operation(method, path) + " ?" + query + " must be 400: " + answer);
            }
        });
        Answer parts =
                owner.with("Content-Type", "multipart/form-data").call(upper(method), things.path(path), "--x--");
        notFailed(operation(method, path) + " multipart", parts);
    }

    private void badParameters(String method, String path, JsonNode told) {
        for (JsonNode parameter : told.path("parameters")) {
            String name = parameter.get("name").asString();
            if (parameter.get("in").asString().equals("query")) {
                for (String value : List.of(
                        "%00",
                        "-1",
                        "x".repeat(3000),
                        "99999999999999999999",
                        "%ff",
                        "%F0%9F%98%80",
                        "'",
                        "2026-13-45T00:00:00Z")) {
                    Answer answer = call(method, things.path(path) + "?" + name + "=" + value, null, "\"0\"");
                    notFailed(operation(method, path) + " ?" + name + "=" + value, answer);
                    if (mustBeRefused(parameter.path("schema"), value)) {
                        refused(operation(method, path), answer, name + "=" + value, name);
                    }
                }
            } else if (name.equals("If-Match")) {
                for (String version :
                        List.of("0", "\"x\"", "W/\"1\"", "\"99999999999999999999\"", "\"1\", \"2\"", "\"-1\"")) {
                    refused(
                            operation(method, path),
                            call(method, things.path(path), "{}", version),
                            version,
                            "If-Match");
                }
            } else if (name.equals("Idempotency-Key")) {
                for (String key : List.of(" ", "k".repeat(201), "a b", "\u00e9")) {
                    Answer answer = owner.with("Idempotency-Key", key).call(upper(method), things.path(path), "{}");
                    refused(operation(method, path), answer, "key " + key, "");
                }
            }
        }
    }

    /** Text may be anything; a moment may be given in milliseconds. */
    private static boolean mustBeRefused(JsonNode schema, String value) {
        return value.equals("%00")
                || value.equals("%ff")
                || !schema.path("type").asString("").equals("string")
                || (schema.has("format")
                        && !(schema.get("format").asString().equals("date-time") && value.equals("-1")));
    }

    private void badBodies(String method, String path, JsonNode told) {
        told.get("requestBody").get("content").properties().forEach(content -> {
            JsonNode example = things.fill(content.getValue().get("example"));
            List<BadInput.Body> bodies = new ArrayList<>();
            // JSON is YAML, too.
            if (content.getKey().endsWith("json") || content.getKey().endsWith("yaml")) {
                bodies.addAll(new BadInput(new Random(SEED + path.hashCode())).of(example));
            } else {
                bodies.addAll(BadLines.ALL);
            }
            if (content.getKey().endsWith("yaml")) {
                bodies.addAll(BadYaml.ALL);
            }
            for (BadInput.Body body : bodies) {
                Answer answer = owner.with("Content-Type", content.getKey())
                        .with("If-Match", versions.getOrDefault(path.replaceAll("/(secret|raises)$", ""), "\"1\""))
                        .call(upper(method), things.path(path), body.text());
                if (!answer.etag().isEmpty()) {
                    versions.put(path.replaceAll("/(secret|raises)$", ""), answer.etag());
                }
                calls.incrementAndGet();
                String what = operation(method, path) + " " + shortened(body.text());
                notFailed(what, answer);
                if (body.kind() == BadInput.Kind.NEVER_TAKEN) {
                    refused(what, answer, "", body.member());
                }
            }
        });
        for (String type : List.of(
                "application/xml", "text/html; charset=utf-8", "nonsense", "application/json; charset=nonsense")) {
            Answer answer = owner.with("Content-Type", type)
                    .with("If-Match", "\"1\"")
                    .call(upper(method), things.path(path), "<a/>");
            calls.incrementAndGet();
            refused(operation(method, path), answer, type, "");
        }
    }

    private Answer call(String method, String path, @Nullable String body, String version) {
        calls.incrementAndGet();
        Api caller = owner.with("If-Match", version);
        try {
            return caller.call(upper(method), ended(path), body);
        } catch (UncheckedIOException closed) {
            // The server closes a connection after some of these requests, and the client may have used it again by
            // then.
            return caller.call(upper(method), ended(path), body);
        }
    }

    /** A stream is asked to end at once. */
    private static String ended(String path) {
        return path.startsWith("/api/v1/usage/tail?") && !path.contains("seconds=") ? path + "&seconds=0" : path;
    }

    private void notFailed(String what, Answer answer) {
        if (answer.status() >= 500) {
            wrong.add(what + ": " + answer);
        }
    }

    /** Refused with a problem that, if a field is at fault, names it. */
    private void refused(String what, Answer answer, String value, String field) {
        boolean problem = answer.status() >= 400 && answer.status() < 500 && isProblem(answer);
        boolean named = field.isEmpty()
                || !problem
                || answer.status() != 400
                // The place in a text that is not YAML is a line and a column.
                || answer.text("code").equals("invalid_yaml")
                || answer.raw().contains(field);
        if (!problem || !named) {
            wrong.add("%s [%s] must be refused%s: %s"
                    .formatted(what, shortened(value), field.isEmpty() ? "" : " for " + field, answer));
        }
    }

    private static boolean isProblem(Answer answer) {
        return answer.header("Content-Type").startsWith("application/problem+json")
                && !answer.json().path("code").asString("").isEmpty();
    }

    private Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.put(method.getKey() + " " + path.getKey(), method.getValue())));
        return new LinkedHashMap<>(operations);
    }

    private static @Nullable String body(String method) {
        return WITH_BODY.contains(method) ? "{}" : null;
    }

    private static String operation(String method, String path) {
        return method + " " + path;
    }

    private static String upper(String method) {
        return method.toUpperCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "… (" + text.length() + ")" : text;
    }

    private static JsonNode read() {
        try {
            return JSON.readTree(Files.readString(Path.of("..", "docs", "openapi.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
