package dev.keyway.admin.openapi;

import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.paging.ListRequest;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.reference.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Describes what is sent in the path, the query and headers. */
final class Parameters {

    private static final JsonMapper JSON = new JsonMapper();

    private final Sources sources;
    private final Permitted permitted;

    Parameters(Sources sources, Permitted permitted) {
        this.sources = sources;
        this.permitted = permitted;
    }

    void add(ObjectNode operation, ObjectNode read, Routes.Route route) {
        List<ObjectNode> parameters = new ArrayList<>();
        for (JsonNode one : read.path("parameters")) {
            ObjectNode parameter = (ObjectNode) one.deepCopy();
            String name = parameter.get("name").asString();
            boolean inPath = parameter.get("in").asString().equals("path");
            if (!inPath || route.path().contains("{" + name + "}")) {
                parameters.add(told(parameter, name, inPath, route));
            }
        }
        if (route.takes(PageRequest.class)) {
            parameters.add(parameter("cursor", "query", "`next` of the page before")
                    .set("schema", JSON.readTree("{\"type\": \"string\"}")));
            parameters.add(parameter("limit", "query", "The maximum number of items")
                    .set(
                            "schema",
                            JSON.readTree(
                                    "{\"type\": \"integer\", \"minimum\": 1, \"maximum\": 200, \"default\": 50}")));
        }
        if (route.takes(PageRequest.class) || route.takes(ListRequest.class)) {
            parameters.add(parameter(
                            "total",
                            "query",
                            route.takes(ListRequest.class)
                                    ? "Whether the response contains the number of items in `total`"
                                    : "Whether the first page contains the number of items in `total`; 1000 with `totalIsAtLeast` means more")
                    .set("schema", JSON.readTree("{\"type\": \"boolean\", \"default\": false}")));
        }
        if (route.takes(IfMatch.class)) {
            ObjectNode version =
                    parameter("If-Match", "header", "The ETag that was read; `*`: whichever version is there");
            version.put("required", true)
                    .put("example", "\"1\"")
                    .set(
                            "schema",
                            JSON.readTree("{\"type\": \"string\", \"pattern\": \"^(\\\"[0-9]{1,18}\\\"|[*])$\"}"));
            parameters.add(version);
        }
        if (route.method().equals("DELETE") && route.path().endsWith("}")) {
            ObjectNode version = parameter(
                    "If-Match", "header", "The ETag that was read; without it whichever version is there is deleted");
            version.set(
                    "schema", JSON.readTree("{\"type\": \"string\", \"pattern\": \"^(\\\"[0-9]{1,18}\\\"|[*])$\"}"));
            parameters.add(version);
        }
        if (route.takes(Creation.class)) {
            ObjectNode key = parameter(
                    "Idempotency-Key",
                    "header",
                    "A repeated call with the same key within 24 hours creates nothing, and returns the created resource without its secret");
            key.set("schema", JSON.readTree("{\"type\": \"string\", \"minLength\": 1, \"maxLength\": 200}"));
            parameters.add(key);
        }
        if (!route.method().equals("GET") && !permitted.isOpen(route)) {
            ObjectNode reason = parameter("X-Reason", "header", "The reason, stored in the audit");
            reason.set("schema", JSON.readTree("{\"type\": \"string\", \"maxLength\": 2000}"));
            parameters.add(reason);
        }
        List<String> places = List.of("path", "query", "header");
        parameters.sort(Comparator.comparingInt(
                (ObjectNode parameter) -> places.indexOf(parameter.get("in").asString())));
        if (!parameters.isEmpty()) {
            operation.putArray("parameters").addAll(parameters);
        }
    }

    private ObjectNode told(ObjectNode parameter, String name, boolean inPath, Routes.Route route) {
        String said = sources.of(
                route.handler().getBeanType(), route.handler().getMethod().getName() + "#" + name);
        for (Class<?> type : route.handler().getMethod().getParameterTypes()) {
            said = said.isEmpty() && type.isRecord() ? sources.of(type, name) : said;
        }
        if (name.equals("If-Match")) {
            said = "The ETag that was read; without it whichever is there is changed";
        }
        if (!said.isEmpty()) {
            parameter.put("description", said);
        }
        if (parameter.path("schema") instanceof ObjectNode schema
                && schema.path("type").isArray()) {
            schema.put("type", schema.get("type").get(0).asString());
        }
        if (inPath) {
            parameter.put("required", true).put("example", Examples.ID);
        }
        orName(parameter, name, inPath);
        return parameter;
    }

    /** What has a unique name is found by that, too. */
    private static void orName(ObjectNode parameter, String name, boolean inPath) {
        Arrays.stream(Named.values())
                .filter(kind -> inPath
                        ? kind.variable().equals(name)
                        : kind.parameters().contains(name))
                .findFirst()
                .ifPresent(kind -> {
                    String said = parameter.path("description").asString("");
                    String id = "Its id, or its " + kind.word();
                    parameter.put("description", said.isEmpty() ? id : said + ". " + id);
                    parameter.set("schema", JSON.readTree("{\"type\": \"string\", \"minLength\": 1}"));
                });
    }

    private static ObjectNode parameter(String name, String in, String description) {
        return JSON.createObjectNode()
                .put("name", name)
                .put("in", in)
                .put("description", description)
                .put("required", false);
    }
}
