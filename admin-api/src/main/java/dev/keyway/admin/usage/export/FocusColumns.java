package dev.keyway.admin.usage.export;

import dev.keyway.admin.usage.cost.Units;
import dev.keyway.catalogue.price.Price;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Columns of FOCUS, the FinOps Open Cost and Usage Specification 1.2: a charge for each meter of each attempt, for what a request cost
 * beyond its attempts, which is attempt 0, and for each adjustment. All costs are those of list prices, as Keyway knows no others. Columns of Keyway's own begin with {@code x_}.
 *
 * @see <a href="https://focus.finops.org/focus-specification/">FOCUS specification</a>
 */
final class FocusColumns {

    /** With {@code %1$s} for the columns, {@code %2$s} for the conditions on requests and {@code %3$s} for those on targets. */
    static final String SELECT =
            """
            SELECT %1$s FROM (
                SELECT e.id, e.tenant_id, e.tenant, e.team_id, e.team, e.token_id, e.token, e.tags, e.operation,
                    NULL AS class, NULL AS reason, a.cost_nanos AS nanos, e.date AS billed, a.at,
                    a.duration_millis AS millis, a.provider_id, a.account_id, a.key_id, a.provider, a.model, a.price_list, a.tier, a.number,
                    a.outcome, a.estimated, a.stated_cost, e.clock_offset_millis, a.other_units, UNITS
                FROM (SELECT * FROM usage_event WHERE %2$s) AS e
                JOIN usage_attempt a ON a.event_id = e.id AND a.arrived_at = e.arrived_at
                UNION ALL
                SELECT e.id, e.tenant_id, e.tenant, e.team_id, e.team, e.token_id, e.token, e.tags, e.operation,
                    NULL, NULL, rest.nanos, e.date, e.at, e.duration_millis, e.provider_id, e.account_id, e.key_id, coalesce(e.provider, ''),
                    coalesce(e.model, e.asked_model, ''), NULL, 'standard', 0, e.outcome, e.estimated, false, e.clock_offset_millis, NULL, NONE
                FROM (SELECT * FROM usage_event WHERE %2$s) AS e
                CROSS JOIN LATERAL (SELECT e.cost_nanos - coalesce(sum(cost_nanos), 0)::bigint AS nanos FROM usage_attempt
                    WHERE event_id = e.id AND arrived_at = e.arrived_at) AS rest
                WHERE rest.nanos <> 0
                UNION ALL
                SELECT e.id, e.tenant_id, e.tenant, e.team_id, e.team, e.token_id, e.token, e.tags, e.operation,
                    CASE WHEN x.booking_month > e.date THEN 'Correction' END, x.reason, x.nanos, x.booking_month, e.at,
                    0, coalesce(a.provider_id, e.provider_id), coalesce(a.account_id, e.account_id), coalesce(a.key_id, e.key_id),
                    coalesce(a.provider, e.provider), coalesce(a.model, e.model), x.price_list, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NOTHING
                FROM (SELECT * FROM usage_event WHERE %2$s) AS e
                JOIN usage_adjustment x ON x.event_id = e.id
                LEFT JOIN usage_attempt a ON a.event_id = e.id AND a.arrived_at = e.arrived_at AND a.number = x.attempt_number
            ) AS charge
            WHERE %3$s""".replace("UNITS", units("a.%s")).replace("NONE", units("0")).replace("NOTHING", units("NULL"));

    private static final List<ExportColumn> SELECTED = new ArrayList<>();

    static final int NANOS = select(ExportColumn.money("nanos", "nanos"));
    static final int NUMBER = select(ExportColumn.number("number", "number"));
    static final int STATED = select(ExportColumn.flag("stated", "stated_cost"));
    static final int TIER = select(ExportColumn.text("tier", "tier"));
    static final int PRICE_LIST = select(ExportColumn.text("list", "price_list"));
    static final int BEGAN_MILLIS = select(ExportColumn.number(
            "began", "floor(extract(epoch FROM at) * 1000)::bigint - coalesce(clock_offset_millis, 0)"));
    static final int OTHER_UNITS = select(ExportColumn.object("units", "other_units"));
    static final int FIRST_METER = selectMeters();
    private static final int DESCRIPTION =
            select(ExportColumn.text("description", "coalesce(reason, operation || ' ' || model)"));
    private static final int SKU = select(ExportColumn.text("sku", "provider || '/' || model"));
    private static final int PROVIDER = select(ExportColumn.text("provider", "provider"));

    private static final int MILLION_DIGITS = 6;
    private static final int NANO_DIGITS = 9;
    private static final int CENT_DIGITS = 2;

    static final List<FocusColumn> ALL = List.of(
            none("AvailabilityZone"),
            cost("BilledCost"),
            copied(ExportColumn.word("BillingAccountId", "tenant_id")),
            copied(ExportColumn.text("BillingAccountName", "tenant")),
            fixed("BillingAccountType", "Tenant"),
            fixed("BillingCurrency", "USD"),
            copied(ExportColumn.moment(
                    "BillingPeriodEnd",
                    "(date_trunc('month', billed::timestamp) + interval '1 month') AT TIME ZONE 'UTC'")),
            copied(ExportColumn.moment(
                    "BillingPeriodStart", "date_trunc('month', billed::timestamp) AT TIME ZONE 'UTC'")),
            none("CapacityReservationId"),
            none("CapacityReservationStatus"),
            either("ChargeCategory", "Usage", "Adjustment"),
            copied(ExportColumn.word("ChargeClass", "class")),
            withMeter("ChargeDescription", DESCRIPTION, line -> " " + line.meter()),
            either("ChargeFrequency", "Usage-Based", "One-Time"),
            copied(ExportColumn.moment(
                    "ChargePeriodEnd",
                    "date_trunc('second', at + millis * interval '1 millisecond') + interval '1 second'")),
            copied(ExportColumn.moment("ChargePeriodStart", "date_trunc('second', at)")),
            none("CommitmentDiscountCategory"),
            none("CommitmentDiscountId"),
            none("CommitmentDiscountName"),
            none("CommitmentDiscountQuantity"),
            none("CommitmentDiscountStatus"),
            none("CommitmentDiscountType"),
            none("CommitmentDiscountUnit"),
            ofUsage("ConsumedQuantity", (line, out) -> out.addDecimal(line.units(), 0, 0)),
            ofUsage("ConsumedUnit", (line, out) -> out.add(line.unit())),
            cost("ContractedCost"),
            price("ContractedUnitPrice"),
            cost("EffectiveCost"),
            none("InvoiceId"),
            again("InvoiceIssuerName", PROVIDER),
            cost("ListCost"),
            price("ListUnitPrice"),
            new FocusColumn("PricingCategory", FocusColumns::category),
            fixed("PricingCurrency", "USD"),
            price("PricingCurrencyContractedUnitPrice"),
            cost("PricingCurrencyEffectiveCost"),
            price("PricingCurrencyListUnitPrice"),
            ofUsage(
                    "PricingQuantity",
                    (line, out) -> out.addDecimal(line.units(), line.isOfOne() ? 0 : MILLION_DIGITS, 0)),
            ofUsage("PricingUnit", (line, out) -> {
                out.add(line.isOfOne() ? "" : "1000000 ");
                out.add(line.unit());
            }),
            again("ProviderName", PROVIDER),
            again("PublisherName", PROVIDER),
            none("RegionId"),
            none("RegionName"),
            copied(ExportColumn.word("ResourceId", "token_id")),
            copied(ExportColumn.text("ResourceName", "token")),
            fixed("ResourceType", "Proxy Token"),
            fixed("ServiceCategory", "AI and Machine Learning"),
            again("ServiceName", PROVIDER),
            fixed("ServiceSubcategory", "Generative AI"),
            withMeter("SkuId", SKU, line -> "/" + line.meter()),
            ofUsage("SkuMeter", (line, out) -> out.add(line.meter())),
            none("SkuPriceDetails"),
            new FocusColumn("SkuPriceId", FocusColumns::priceId),
            copied(ExportColumn.word("SubAccountId", "team_id")),
            copied(ExportColumn.text("SubAccountName", "team")),
            fixed("SubAccountType", "Team"),
            copied(ExportColumn.object("Tags", "tags")),
            copied(ExportColumn.word("x_RecordId", "id")),
            again("x_Attempt", NUMBER),
            copied(ExportColumn.word("x_Outcome", "outcome")),
            copied(ExportColumn.flag("x_Estimated", "estimated")),
            again("x_ServiceTier", TIER),
            again("x_PriceList", PRICE_LIST));

    /** What is selected, in its order. */
    static final List<ExportColumn> COPIED = List.copyOf(SELECTED);

    private FocusColumns() {}

    private static String units(String form) {
        return Units.METERS.stream().map(form::formatted).collect(Collectors.joining(", "));
    }

    private static int select(ExportColumn column) {
        SELECTED.add(column);
        return SELECTED.size() - 1;
    }

    private static int selectMeters() {
        int first = SELECTED.size();
        Units.METERS.forEach(meter -> SELECTED.add(ExportColumn.number(meter, meter)));
        return first;
    }

    private static FocusColumn copied(ExportColumn column) {
        return again(column.name(), select(column));
    }

    private static FocusColumn again(String name, int place) {
        ExportKind kind = SELECTED.get(place).kind();
        return new FocusColumn(name, (row, line, out) -> {
            if (!row.isNull(place)) {
                CsvFormat.value(row, place, kind, out);
            }
        });
    }

    private static FocusColumn none(String name) {
        return new FocusColumn(name, (row, line, out) -> {});
    }

    private static FocusColumn fixed(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new FocusColumn(name, (row, line, out) -> out.add(bytes, 0, bytes.length));
    }

    private static FocusColumn either(String name, String ofUsage, String ofAdjustment) {
        return new FocusColumn(name, (row, line, out) -> out.add(line.isUsage() ? ofUsage : ofAdjustment));
    }

    private static FocusColumn ofUsage(String name, BiConsumer<FocusLine, LineBuffer> value) {
        return new FocusColumn(name, (row, line, out) -> {
            if (line.isUsage()) {
                value.accept(line, out);
            }
        });
    }

    private static FocusColumn cost(String name) {
        return new FocusColumn(name, (row, line, out) -> out.addDollars(line.nanos()));
    }

    private static FocusColumn price(String name) {
        return new FocusColumn(name, (row, line, out) -> {
            if (line.price() != null) {
                out.addDecimal(line.price(), NANO_DIGITS, CENT_DIGITS);
            }
        });
    }

    /** A text that ends with the meter; that of an adjustment has none. */
    private static FocusColumn withMeter(String name, int place, Function<FocusLine, String> suffix) {
        return new FocusColumn(name, (row, line, out) -> {
            if (!row.isNull(place)) {
                String end = line.isUsage() ? suffix.apply(line) : "";
                CsvFormat.text(row.bytes(), row.start(place), row.end(place), end, out);
            }
        });
    }

    private static void category(CopiedRow row, FocusLine line, LineBuffer out) {
        if (line.isUsage()) {
            out.add(tier(row).equals(Price.STANDARD) ? "Standard" : "Other");
        }
    }

    /** It has one SKU, and is the same in each version of the price list. */
    private static void priceId(CopiedRow row, FocusLine line, LineBuffer out) {
        if (line.isUsage()) {
            String end = "/%s/%s".formatted(line.meter(), tier(row));
            CsvFormat.text(row.bytes(), row.start(SKU), row.end(SKU), end, out);
        }
    }

    static String tier(CopiedRow row) {
        return new String(row.bytes(), row.start(TIER), row.end(TIER) - row.start(TIER), StandardCharsets.UTF_8);
    }
}
