package dev.keyway.admin.usage.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Units by meter: most meters have a column, the rest are in JSON. */
public final class UsageUnits {

    static final List<String> METERS = List.of(
            "input",
            "cache_read",
            "cache_write_5m",
            "cache_write_1h",
            "output",
            "reasoning",
            "audio_input",
            "audio_output",
            "search");

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Long>> BY_METER = new TypeReference<>() {};

    private UsageUnits() {}

    /** The tokens that a record of {@code usage_event} received; of its attempts if it was booked without them. */
    public static String received(String records) {
        return """
                coalesce(%1$s.output_tokens,
                    (SELECT coalesce(sum(output + audio_output + coalesce((other_units->>'image_output')::bigint, 0)), 0)::bigint
                    FROM usage_attempt WHERE event_id = %1$s.id AND arrived_at = %1$s.arrived_at))""".formatted(records);
    }

    /** The columns of the meters, with commas. */
    static String columns() {
        return columns(meter -> meter);
    }

    /** What is made of each column, with commas. */
    public static String columns(UnaryOperator<String> made) {
        return METERS.stream().map(made).collect(Collectors.joining(", "));
    }

    /** The units of a row that has all columns and {@code other_units}, without zeros. */
    public static Map<String, Long> of(ResultSet row) throws SQLException {
        Map<String, Long> units = new TreeMap<>(read(row.getString("other_units")));
        for (String meter : METERS) {
            units.put(meter, row.getLong(meter));
        }
        units.values().removeIf(value -> value == 0);
        return units;
    }

    /** The units without a price of a row that has {@code unpriced}. */
    public static Map<String, Long> unpriced(ResultSet row) throws SQLException {
        return new TreeMap<>(read(row.getString("unpriced")));
    }

    /** The attempts that failed, by class, of a row that has {@code failures}. */
    static Map<String, Long> failures(ResultSet row) throws SQLException {
        return new TreeMap<>(read(row.getString("failures")));
    }

    private static Map<String, Long> read(@Nullable String json) {
        return json == null ? Map.of() : JSON.readValue(json, BY_METER);
    }
}
