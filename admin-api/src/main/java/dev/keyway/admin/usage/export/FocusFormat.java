package dev.keyway.admin.usage.export;

import dev.keyway.admin.usage.cost.AttemptCost;
import dev.keyway.admin.usage.cost.Units;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** CSV in the columns of FOCUS: the database has a row for each attempt, of which each meter becomes a line, and for each adjustment. */
final class FocusFormat implements ExportFormat {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Long>> BY_METER = new TypeReference<>() {};

    private final FocusPrices prices;

    FocusFormat(FocusPrices prices) {
        this.prices = prices;
    }

    @Override
    public List<ExportColumn> columns() {
        return FocusColumns.COPIED;
    }

    @Override
    public void begin(LineBuffer out) {
        out.add(FocusColumns.ALL.stream().map(FocusColumn::name).collect(Collectors.joining(",", "", "\r\n")));
    }

    @Override
    public void write(CopiedRow row, LineBuffer out) {
        long nanos = row.number(FocusColumns.NANOS);
        if (row.isNull(FocusColumns.NUMBER)) {
            write(row, FocusLine.adjustment(nanos), out);
            return;
        }
        boolean isStated = row.bytes()[row.start(FocusColumns.STATED)] == 't';
        for (FocusLine line : FocusLine.of(prices.parts(used(row), list(row)), nanos, isStated)) {
            write(row, line, out);
        }
    }

    @Override
    public void end(LineBuffer out) {
        // The response that is complete says so by itself.
    }

    private static void write(CopiedRow row, FocusLine line, LineBuffer out) {
        boolean first = true;
        for (FocusColumn column : FocusColumns.ALL) {
            if (!first) {
                out.add(',');
            }
            first = false;
            column.value().write(row, line, out);
        }
        out.add('\r');
        out.add('\n');
    }

    private static AttemptCost used(CopiedRow row) {
        Map<String, Long> units = new HashMap<>();
        for (int meter = 0; meter < Units.METERS.size(); meter++) {
            long count = row.number(FocusColumns.FIRST_METER + meter);
            if (count > 0) {
                units.put(Units.METERS.get(meter), count);
            }
        }
        if (!row.isNull(FocusColumns.OTHER_UNITS)) {
            units.putAll(JSON.readValue(
                    row.bytes(),
                    row.start(FocusColumns.OTHER_UNITS),
                    row.end(FocusColumns.OTHER_UNITS) - row.start(FocusColumns.OTHER_UNITS),
                    BY_METER));
        }
        return new AttemptCost(
                units, FocusColumns.tier(row), Instant.ofEpochMilli(row.number(FocusColumns.BEGAN_MILLIS)));
    }

    private static @Nullable String list(CopiedRow row) {
        int place = FocusColumns.PRICE_LIST;
        return row.isNull(place)
                ? null
                : new String(row.bytes(), row.start(place), row.end(place) - row.start(place), StandardCharsets.UTF_8);
    }
}
