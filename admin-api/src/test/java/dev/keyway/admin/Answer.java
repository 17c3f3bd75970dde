package dev.keyway.admin;

import java.net.http.HttpHeaders;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
public record Answer(int status, HttpHeaders headers, String raw) {

    private static final JsonMapper JSON = new JsonMapper();

    public JsonNode json() {
        return JSON.readTree(raw);
    }

    /** The text of a member, as a JSON pointer without the first slash. */
    public String text(String pointer) {
        return json().at("/" + pointer).asString();
    }

    /** The fields that a problem names, in its order. */
    public List<String> fields() {
        return json().get("errors")
                .valueStream()
                .map(error -> error.get("field").asString())
                .toList();
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public String etag() {
        return header("ETag");
    }

    /** The same answer, which must have this status. */
    public Answer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("expected %d, got %d: %s".formatted(expected, status, raw));
        }
        return this;
    }

    @Override
    public String toString() {
        return status + " " + raw;
    }
}
