package dev.keyway.gateway;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads answers as a client does, in either dialect. */
final class Answers {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Answers() {}

    static JsonNode json(String body) {
        return JSON.readTree(body);
    }

    /** The text of a whole answer; {@code ""} if there is none. */
    static String text(String body) {
        JsonNode answer = json(body);
        return answer.has("choices")
                ? answer.at("/choices/0/message/content").asString("")
                : answer.at("/content/0/text").asString("");
    }

    /** The text of a stream, all its pieces together. */
    static String streamedText(String body) {
        return data(body).stream()
                .map(event -> event.at("/choices/0/delta/content").asString("")
                        + event.at("/delta/text").asString(""))
                .collect(Collectors.joining());
    }

    /** The error events of a stream. */
    static List<JsonNode> errors(String body) {
        return data(body).stream()
                .filter(event -> event.path("error").isObject())
                .toList();
    }

    /** The data of each event, but for {@code [DONE]}. */
    static List<JsonNode> data(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: ") && !line.equals("data: [DONE]"))
                .map(line -> JSON.readTree(line.substring(6)))
                .toList();
    }

    /** How many times a stream says that it is complete. */
    static long ends(String body) {
        return body.lines()
                .filter(line -> line.equals("data: [DONE]") || line.equals("event: message_stop"))
                .count();
    }

    /** What the fake provider says to a marked request. */
    static String echo(String marker) {
        return "echo:" + marker + " w1 w2 w3";
    }
}
