package dev.keyway.admin;

import java.net.http.HttpHeaders;
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
