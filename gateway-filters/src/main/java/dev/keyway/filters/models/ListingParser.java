package dev.keyway.filters.models;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what providers answer to "which models": {@code {"data": […]}}, a bare array, or Cohere's
 * {@code {"models": [{"name": …}]}}. */
final class ListingParser {

    private static final JsonMapper JSON = JsonMapper.shared();
    /** The end of the year 9999 in seconds since 1970: what lies behind it is no date that clients could read. */
    private static final long LATEST = 253_402_300_799L;

    private static final String GEMINI_PREFIX = "models/";

    private ListingParser() {}

    /**
     * The models listed; entries without an id are left out.
     *
     * @throws IllegalArgumentException if it is no listing at all
     */
    static List<ListedModel> parse(byte[] body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the list of models is not JSON", e);
        }
        JsonNode entries = root.isArray() ? root : root.has("models") ? root.path("models") : root.path("data");
        if (!entries.isArray()) {
            throw new IllegalArgumentException("the list of models has no 'data' array");
        }
        List<ListedModel> models = new ArrayList<>();
        for (JsonNode entry : entries) {
            String id = entry.path("id").asString(entry.path("name").asString(""));
            if (!id.isBlank()) {
                String name = id.startsWith(GEMINI_PREFIX) ? id.substring(GEMINI_PREFIX.length()) : id;
                models.add(new ListedModel(
                        name, created(entry), entry.path("display_name").asString(name)));
            }
        }
        return List.copyOf(models);
    }

    private static long created(JsonNode entry) {
        JsonNode seconds = entry.path("created");
        if (seconds.isNumber()) {
            long since1970 = seconds.asLong(0);
            return since1970 >= 0 && since1970 <= LATEST ? since1970 : 0;
        }
        try {
            return OffsetDateTime.parse(entry.path("created_at").asString("")).toEpochSecond();
        } catch (DateTimeException unknown) {
            return 0;
        }
    }
}
