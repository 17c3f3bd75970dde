package dev.keyway.admin.usage.repricing;

import dev.keyway.admin.usage.cost.AttemptCost;
import dev.keyway.admin.usage.cost.Units;
import dev.keyway.contract.usage.PriceListId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * An attempt as it was recorded.
 *
 * @param model the provider's own name of the model
 * @param priceList what priced it; null: nothing did
 * @param units that it used, by meter
 * @param nanos what it cost
 * @param isUnpriced whether some of the units had no price
 * @param isStated whether the provider itself stated the cost
 */
record RecordedAttempt(
        UUID eventId,
        int number,
        UUID providerId,
        String model,
        @Nullable String priceList,
        String tier,
        Instant at,
        String outcome,
        Map<String, Long> units,
        long nanos,
        boolean isUnpriced,
        boolean isStated) {

    static final String COLUMNS =
            "a.event_id, a.number, a.provider_id, a.model, a.price_list, a.tier, a.at, a.outcome, a.other_units, a.cost_nanos, "
                    + "a.unpriced IS NOT NULL AS is_unpriced, a.stated_cost, a." + String.join(", a.", Units.METERS);

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Long>> BY_METER = new TypeReference<>() {};

    static RecordedAttempt of(ResultSet row, int number) throws SQLException {
        Map<String, Long> units = new HashMap<>();
        for (String meter : Units.METERS) {
            if (row.getLong(meter) > 0) {
                units.put(meter, row.getLong(meter));
            }
        }
        String others = row.getString("other_units");
        if (others != null) {
            units.putAll(JSON.readValue(others, BY_METER));
        }
        return new RecordedAttempt(
                row.getObject("event_id", UUID.class),
                row.getInt("number"),
                row.getObject("provider_id", UUID.class),
                row.getString("model"),
                row.getString("price_list"),
                row.getString("tier"),
                row.getTimestamp("at").toInstant(),
                row.getString("outcome"),
                units,
                row.getLong("cost_nanos"),
                row.getBoolean("is_unpriced"),
                row.getBoolean("stated_cost"));
    }

    /** Whether nobody knows what to compute its cost from. */
    boolean isUnknown() {
        return isStated || outcome.equals(AttemptCost.INTERRUPTED) || (units.isEmpty() && nanos > 0);
    }

    boolean wasPricedBy(PriceListId list) {
        if (priceList == null) {
            return false;
        }
        try {
            return PriceListId.parse(priceList).equals(list);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
