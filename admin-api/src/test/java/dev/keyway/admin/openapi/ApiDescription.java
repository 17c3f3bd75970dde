package dev.keyway.admin.openapi;

import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.Problem;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Completes what springdoc reads, in an order that stays the same. */
final class ApiDescription {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final String TEXT = """
            The API for a company's providers, keys, tenants, teams, tokens, limits, budgets, prices and audit. Errors are \
            problems (RFC 9457) with a stable `code`. Lists are paged: `next` is the `cursor` of the next page. A resource with \
            an `ETag` is changed with a merge patch (RFC 7396) and that `ETag` as `If-Match`.""";

    private final ObjectNode api;
    private final List<Routes.Route> routes;
    private final Permitted permitted;
    private final Sources sources = Sources.read();
    private final ObjectNode schemas;
    private final Schemas shapes;
    private final Examples examples;
    private final Parameters parameters;

    ApiDescription(ObjectNode api, List<Routes.Route> routes, Permitted permitted, ClosedSets closed) {
        this.api = api;
        this.routes = routes;
        this.permitted = permitted;
        this.schemas = (ObjectNode) api.get("components").get("schemas");
        this.shapes = new Schemas(schemas, sources, closed);
        this.examples = new Examples(schemas);
        this.parameters = new Parameters(sources, permitted);
    }

    /** The whole, as it is in the file. */
    String text() {
        shapes.add(Problem.class);
        List<Class<?>> problem = List.of(Problem.class, FieldError.class);
        Set<Class<?>> answered = Shapes.answered(routes);
        answered.addAll(problem);
        shapes.refineAll(Shapes.taken(routes), answered);
        Map<String, ObjectNode> paths = new TreeMap<>();
        for (Routes.Route route : routes) {
            ObjectNode operation = (ObjectNode)
                    api.get("paths").get(route.path()).get(route.method().toLowerCase(Locale.ROOT));
            paths.computeIfAbsent(route.path(), unused -> JSON.createObjectNode())
                    .set(route.method().toLowerCase(Locale.ROOT), describe(operation, route));
        }
        ObjectNode whole = JSON.createObjectNode();
        whole.put("openapi", "3.1.0");
        whole.putObject("info")
                .put("title", "Keyway admin service")
                .put("version", "v1")
                .put("description", TEXT);
        whole.putArray("servers").addObject().put("url", "/");
        ArrayNode security = whole.putArray("security");
        security.addObject().putArray("accessToken");
        security.addObject().putArray("session");
        ArrayNode tags = whole.putArray("tags");
        new TreeSet<>(routes.stream().map(ApiDescription::tag).toList())
                .forEach(tag -> tags.addObject().put("name", tag));
        ObjectNode ordered = whole.putObject("paths");
        paths.forEach((path, operations) -> {
            ObjectNode one = ordered.putObject(path);
            METHODS.stream().filter(operations::has).forEach(method -> one.set(method, operations.get(method)));
        });
        components(whole.putObject("components"));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(whole).replace("\r", "") + "\n";
    }

    private void components(ObjectNode components) {
        ObjectNode all = components.putObject("schemas");
        new TreeMap<>(asMap(schemas)).forEach(all::set);
        components.set("responses", Refusals.all((ObjectNode) examples.of(Schemas.reference("Problem"))));
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("accessToken")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "An access token, `kwa_…`, of a person or a service account");
        schemes.putObject("session")
                .put("type", "apiKey")
                .put("in", "cookie")
                .put("name", "keyway_session")
                .put(
                        "description",
                        "The cookie of `POST /api/v1/session`; changing calls repeat the cookie `XSRF-TOKEN` in the header `X-XSRF-TOKEN`.");
    }

    private ObjectNode describe(ObjectNode read, Routes.Route route) {
        ObjectNode operation = JSON.createObjectNode();
        operation.putArray("tags").add(tag(route));
        String said = sources.of(
                route.handler().getBeanType(), route.handler().getMethod().getName());
        operation
                .put("operationId", Naming.id(route))
                .put("summary", Naming.summary(route, said))
                .put("description", said);
        parameters.add(operation, read, route);
        body(operation, read, route);
        ObjectNode responses = operation.putObject("responses");
        success(responses, read, route);
        Refusals.add(responses, route, permitted.isOpen(route));
        if (permitted.isOpen(route)) {
            operation.putArray("security");
        }
        ArrayNode roles = operation.putArray("x-roles");
        permitted.of(route).forEach(roles::add);
        return operation;
    }

    private void body(ObjectNode operation, ObjectNode read, Routes.Route route) {
        ObjectNode body = JSON.createObjectNode().put("required", true);
        ObjectNode content = body.putObject("content");
        if (route.takes(JsonNode.class)) {
            JsonNode patch = JSON.createObjectNode().put("$ref", shapes.addPatch(answer(route)));
            route.consumes().forEach(type -> example(content.putObject(type), patch));
        } else if (read.has("requestBody")) {
            read.get("requestBody")
                    .get("content")
                    .properties()
                    .forEach(type -> example(
                            content.putObject(type.getKey()), type.getValue().get("schema")));
        } else if (route.consumes().isEmpty()) {
            return;
        } else {
            route.consumes().forEach(type -> Imports.describe(content.putObject(type), type, route));
        }
        operation.set("requestBody", body);
    }

    private void example(ObjectNode content, JsonNode schema) {
        content.set("schema", schema);
        content.set("example", examples.of(schema));
    }

    private void success(ObjectNode responses, ObjectNode read, Routes.Route route) {
        Map.Entry<String, JsonNode> only =
                read.get("responses").properties().iterator().next();
        String status = isCreate(route) ? "201" : goesOn(route) ? "302" : only.getKey();
        ObjectNode response = responses.putObject(status);
        response.put(
                "description",
                switch (status) {
                    case "201" -> "Created";
                    case "204" -> "Done";
                    case "302" -> "Goes on elsewhere";
                    default -> "As asked";
                });
        ObjectNode headers = JSON.createObjectNode();
        if (status.equals("201")) {
            header(headers, "Location", "Where it is read");
            header(
                    headers,
                    "Idempotent-Replayed",
                    "`true` if it was created by an earlier call with this Idempotency-Key");
        }
        if (status.equals("302")) {
            header(headers, "Location", "Where the browser is redirected");
        }
        if (isOne(route, Versioned.class) || route.path().endsWith("/config")) {
            header(headers, "ETag", "Its version, for `If-Match`");
        }
        if (!headers.isEmpty()) {
            response.set("headers", headers);
        }
        if (only.getValue().has("content")) {
            ObjectNode content = response.putObject("content");
            only.getValue()
                    .get("content")
                    .properties()
                    .forEach(type -> example(content.putObject(type.getKey()), answered(route, type.getValue())));
        } else if (!route.produces().isEmpty()) {
            ObjectNode content = response.putObject("content");
            route.produces()
                    .forEach(type -> content.putObject(type).putObject("schema").put("type", "string"));
        }
    }

    /** A file that is answered as it is, which springdoc takes for bytes, is this description itself. */
    private static JsonNode answered(Routes.Route route, JsonNode content) {
        return route.handler().getMethod().getReturnType() == Resource.class
                ? JSON.readTree("""
                        {"type": "object", "description": "An OpenAPI 3.1 document", "required": ["openapi", "info", "paths"],
                         "properties": {"openapi": {"type": "string"}, "info": {"type": "object"}, "paths": {"type": "object"}}}""")
                : content.path("schema");
    }

    private static boolean isCreate(Routes.Route route) {
        return route.takes(Creation.class) && !route.path().endsWith("/raises");
    }

    /** A browser's page that answers nothing of its own. */
    private static boolean goesOn(Routes.Route route) {
        return route.method().equals("GET")
                && route.handler()
                        .getMethod()
                        .getGenericReturnType()
                        .getTypeName()
                        .endsWith("ResponseEntity<java.lang.Void>");
    }

    private static void header(ObjectNode headers, String name, String description) {
        headers.putObject(name)
                .put("description", description)
                .putObject("schema")
                .put("type", "string");
    }

    /** Whether it answers one thing of a kind, and not a list of them. */
    private static boolean isOne(Routes.Route route, Class<?> kind) {
        return route.handler().getMethod().getGenericReturnType() instanceof ParameterizedType entity
                && entity.getRawType() == ResponseEntity.class
                && entity.getActualTypeArguments()[0] instanceof Class<?> one
                && kind.isAssignableFrom(one);
    }

    /** The record that a route answers with; {@code void} if none. */
    private static Class<?> answer(Routes.Route route) {
        Type type = route.handler().getMethod().getGenericReturnType();
        while (type instanceof ParameterizedType generic) {
            type = generic.getActualTypeArguments()[0];
        }
        return type instanceof Class<?> known ? known : Object.class;
    }

    private static String tag(Routes.Route route) {
        String name = route.handler().getBeanType().getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Map<String, JsonNode> asMap(ObjectNode object) {
        Map<String, JsonNode> map = new TreeMap<>();
        object.properties().forEach(member -> map.put(member.getKey(), member.getValue()));
        return map;
    }
}
