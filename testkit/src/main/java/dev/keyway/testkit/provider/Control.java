package dev.keyway.testkit.provider;

import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.script.ScriptReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control endpoint, for scripts by hand: what code does with {@link FakeProvider} is done here over HTTP. */
final class Control {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PREFIX = "/__control/";

    private final Desk desk;

    Control(Desk desk) {
        this.desk = desk;
    }

    static boolean meant(String target) {
        return target.startsWith(PREFIX);
    }

    Reply answer(String method, String target, String body) {
        try {
            return switch (method + " " + target.substring(PREFIX.length())) {
                case "POST script" -> script(body);
                case "POST keys" -> keys(body);
                case "POST connections" -> connections(body);
                case "POST reset" -> reset();
                case "GET requests" -> json(requests());
                case "GET state" -> json(state());
                default -> problem(404, "script, keys, connections, reset (POST), requests, state (GET)");
            };
        } catch (IllegalArgumentException | JacksonException e) {
            return problem(400, String.valueOf(e.getMessage()));
        }
    }

    private Reply script(String body) {
        new ScriptReader(desk.rules).read(body);
        return Reply.status(204);
    }

    private Reply keys(String body) {
        JsonNode keys = JSON.readTree(body);
        keys.path("add").values().forEach(key -> desk.keys.add(key.asString()));
        keys.path("revoke").values().forEach(key -> desk.keys.revoke(key.asString()));
        return Reply.status(204);
    }

    private Reply connections(String body) {
        desk.resetAtAccept(JSON.readTree(body).path("resetNext").asInt(0));
        return Reply.status(204);
    }

    private Reply reset() {
        desk.reset();
        return Reply.status(204);
    }

    private List<Map<String, Object>> requests() {
        return desk.recorder.requests().stream().map(Control::view).toList();
    }

    private static Map<String, Object> view(ReceivedRequest request) {
        Map<String, Object> view = new TreeMap<>();
        view.put("number", request.number());
        view.put("method", request.method());
        view.put("target", request.target());
        view.put("key", request.key());
        view.put("model", request.model());
        view.put("stream", request.stream());
        view.put("arrivedAt", request.arrivedAt().toString());
        view.put("connection", request.connection());
        view.put("outcome", request.outcome().name());
        view.put("connectionClosed", request.connectionClosed());
        view.put(
                "headers",
                request.headers().stream()
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey,
                                TreeMap::new,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList()))));
        view.put("body", request.text());
        return view;
    }

    private Map<String, Object> state() {
        return Map.of(
                "requests", desk.recorder.count(),
                "openRequests", desk.recorder.open(),
                "openConnections", desk.recorder.connections(),
                "mostAtOnce", desk.recorder.mostAtOnce());
    }

    private static Reply json(Object view) {
        return Reply.status(200).body(JSON.writeValueAsString(view));
    }

    private static Reply problem(int status, String message) {
        return Reply.status(status).body(JSON.writeValueAsString(Map.of("error", message)));
    }
}
