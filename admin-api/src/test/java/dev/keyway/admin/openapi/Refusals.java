package dev.keyway.admin.openapi;

import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.idempotency.Creation;
import dev.keyway.admin.problem.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The problems that an operation can answer, as responses that all operations share. */
final class Refusals {

    private static final String MEDIA_TYPE = "application/problem+json";

    private Refusals() {}

    /** Adds those to an operation that can come of what it takes. */
    static void add(ObjectNode responses, Routes.Route route, boolean open) {
        for (int status : statuses(route, open)) {
            responses.set(
                    "" + status,
                    new JsonMapper().createObjectNode().put("$ref", "#/components/responses/" + name(status)));
        }
    }

    /** The shared responses, by their names. */
    static ObjectNode all(ObjectNode example) {
        ObjectNode responses = new JsonMapper().createObjectNode();
        Arrays.stream(ErrorCode.values())
                .map(code -> code.status().value())
                .distinct()
                .sorted()
                .forEach(status -> responses.set(name(status), response(status, example)));
        return responses;
    }

    private static Set<Integer> statuses(Routes.Route route, boolean open) {
        Set<Integer> statuses = new TreeSet<>(List.of(400, 406, 500, 503));
        boolean changes = !route.method().equals("GET");
        boolean hasBody = !route.consumes().isEmpty()
                || Arrays.stream(route.handler().getMethodParameters())
                        .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
        if (!open) {
            statuses.addAll(List.of(401, 403));
        }
        if (route.path().contains("{") || (route.path().contains("/oidc/") && open)) {
            statuses.add(404);
        }
        if (route.path().matches(".*/usage/(requests|summary)")) {
            statuses.addAll(List.of(404, 422));
        }
        if (changes && !open) {
            statuses.add(409);
        }
        if (hasBody) {
            statuses.addAll(List.of(408, 413, 415));
        }
        if (route.takes(IfMatch.class)) {
            statuses.addAll(List.of(412, 428));
        }
        if (route.method().equals("DELETE") && route.path().endsWith("}")) {
            statuses.add(412);
        }
        if (changes && route.path().endsWith("/config")) {
            statuses.add(412);
        }
        if (route.takes(Creation.class)) {
            statuses.add(422);
        }
        if (open && route.path().contains("/oidc/")) {
            statuses.add(401);
        }
        if (open && hasBody) {
            statuses.addAll(List.of(401, 429));
        }
        if (changes && route.path().endsWith("/me/password")) {
            statuses.add(429);
        }
        return statuses;
    }

    private static ObjectNode response(int status, ObjectNode example) {
        List<ErrorCode> codes = Arrays.stream(ErrorCode.values())
                .filter(code -> code.status().value() == status)
                .toList();
        ObjectNode response = new JsonMapper()
                .createObjectNode()
                .put(
                        "description",
                        codes.stream()
                                .map(code -> "`%s`: %s.".formatted(code.text(), code.title()))
                                .collect(Collectors.joining(" ")));
        ObjectNode shown = example.deepCopy();
        ErrorCode first = codes.getFirst();
        shown.put("title", first.title())
                .put("status", status)
                .put("detail", first.title() + ".")
                .put("code", first.text());
        shown.putArray("errors");
        if (first == ErrorCode.INVALID_JSON) {
            ErrorCode wrong = ErrorCode.INVALID_REQUEST;
            shown.put("title", wrong.title())
                    .put("detail", "name must not be blank.")
                    .put("code", wrong.text());
            shown.putArray("errors").addObject().put("field", "name").put("message", "must not be blank");
        }
        ObjectNode content = response.putObject("content").putObject(MEDIA_TYPE);
        content.putObject("schema").put("$ref", "#/components/schemas/Problem");
        content.set("example", shown);
        return response;
    }

    private static String name(int status) {
        return "Problem" + status;
    }
}
