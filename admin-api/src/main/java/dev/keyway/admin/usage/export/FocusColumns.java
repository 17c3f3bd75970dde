package dev.keyway.admin.usage.export;

import java.util.List;

/**
 * Columns of FOCUS, the FinOps Open Cost and Usage Specification 1.2: a charge for each attempt and for each adjustment. All costs are
 * those of list prices, as Keyway knows no others. Columns of Keyway's own begin with {@code x_}.
 *
 * @see <a href="https://focus.finops.org/focus-specification/">FOCUS specification</a>
 */
final class FocusColumns {

    /** With {@code %1$s} for the columns, {@code %2$s} for the conditions on requests and {@code %3$s} for those on targets. */
    static final String SELECT = """
            SELECT %1$s FROM (
                SELECT e.id, e.tenant_id, e.tenant, e.team_id, e.team, e.token_id, e.token, e.tags, e.operation, 'Usage' AS category,
                    NULL AS class, 'Usage-Based' AS frequency, NULL AS reason, a.cost_nanos AS nanos, e.date AS billed, a.at,
                    a.duration_millis AS millis, a.provider_id, a.account_id, a.key_id, a.provider, a.model, a.price_list, a.tier, a.number, a.outcome, a.estimated,
                    a.input + a.cache_read + a.cache_write_5m + a.cache_write_1h + a.output + a.audio_input + a.audio_output
                        + coalesce((a.other_units ->> 'image_input')::bigint, 0) + coalesce((a.other_units ->> 'image_output')::bigint, 0)
                        AS tokens,
                    a.input, a.cache_read, a.cache_write_5m + a.cache_write_1h AS cache_write, a.output, a.reasoning
                FROM (SELECT * FROM usage_event WHERE %2$s) AS e
                JOIN usage_attempt a ON a.event_id = e.id AND a.arrived_at = e.arrived_at
                UNION ALL
                SELECT e.id, e.tenant_id, e.tenant, e.team_id, e.team, e.token_id, e.token, e.tags, e.operation, 'Adjustment',
                    CASE WHEN x.booking_month > e.date THEN 'Correction' END, 'One-Time', x.reason, x.nanos, x.booking_month, e.at,
                    0, coalesce(a.provider_id, e.provider_id), coalesce(a.account_id, e.account_id), coalesce(a.key_id, e.key_id),
                    coalesce(a.provider, e.provider), coalesce(a.model, e.model), x.price_list, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
                FROM (SELECT * FROM usage_event WHERE %2$s) AS e
                JOIN usage_adjustment x ON x.event_id = e.id
                LEFT JOIN usage_attempt a ON a.event_id = e.id AND a.arrived_at = e.arrived_at AND a.number = x.attempt_number
            ) AS charge
            WHERE %3$s""";

    private static final String NONE = "NULL";

    static final List<ExportColumn> ALL = List.of(
            ExportColumn.word("AvailabilityZone", NONE),
            ExportColumn.money("BilledCost", "nanos"),
            ExportColumn.word("BillingAccountId", "tenant_id"),
            ExportColumn.text("BillingAccountName", "tenant"),
            ExportColumn.word("BillingAccountType", "'Tenant'"),
            ExportColumn.word("BillingCurrency", "'USD'"),
            ExportColumn.moment(
                    "BillingPeriodEnd",
                    "(date_trunc('month', billed::timestamp) + interval '1 month') AT TIME ZONE 'UTC'"),
            ExportColumn.moment("BillingPeriodStart", "date_trunc('month', billed::timestamp) AT TIME ZONE 'UTC'"),
            ExportColumn.word("CapacityReservationId", NONE),
            ExportColumn.word("CapacityReservationStatus", NONE),
            ExportColumn.word("ChargeCategory", "category"),
            ExportColumn.word("ChargeClass", "class"),
            ExportColumn.text("ChargeDescription", "coalesce(reason, operation || ' ' || model)"),
            ExportColumn.word("ChargeFrequency", "frequency"),
            ExportColumn.moment(
                    "ChargePeriodEnd",
                    "date_trunc('second', at + millis * interval '1 millisecond') + interval '1 second'"),
            ExportColumn.moment("ChargePeriodStart", "date_trunc('second', at)"),
            ExportColumn.word("CommitmentDiscountCategory", NONE),
            ExportColumn.word("CommitmentDiscountId", NONE),
            ExportColumn.word("CommitmentDiscountName", NONE),
            ExportColumn.word("CommitmentDiscountQuantity", NONE),
            ExportColumn.word("CommitmentDiscountStatus", NONE),
            ExportColumn.word("CommitmentDiscountType", NONE),
            ExportColumn.word("CommitmentDiscountUnit", NONE),
            ExportColumn.number("ConsumedQuantity", "CASE WHEN tokens = 0 THEN 1 ELSE tokens END"),
            ExportColumn.word("ConsumedUnit", "CASE WHEN tokens = 0 THEN 'Requests' WHEN tokens > 0 THEN 'Tokens' END"),
            ExportColumn.money("ContractedCost", "nanos"),
            ExportColumn.word("ContractedUnitPrice", NONE),
            ExportColumn.money("EffectiveCost", "nanos"),
            ExportColumn.word("InvoiceId", NONE),
            ExportColumn.text("InvoiceIssuerName", "provider"),
            ExportColumn.money("ListCost", "nanos"),
            ExportColumn.word("ListUnitPrice", NONE),
            ExportColumn.word(
                    "PricingCategory",
                    "CASE WHEN category = 'Usage' THEN CASE WHEN tier = 'standard' THEN 'Standard' ELSE 'Other' END END"),
            ExportColumn.word("PricingCurrency", "'USD'"),
            ExportColumn.word("PricingCurrencyContractedUnitPrice", NONE),
            ExportColumn.money("PricingCurrencyEffectiveCost", "nanos"),
            ExportColumn.word("PricingCurrencyListUnitPrice", NONE),
            ExportColumn.number("PricingQuantity", "CASE WHEN tokens = 0 THEN 1 ELSE tokens END"),
            ExportColumn.word("PricingUnit", "CASE WHEN tokens = 0 THEN 'Requests' WHEN tokens > 0 THEN 'Tokens' END"),
            ExportColumn.text("ProviderName", "provider"),
            ExportColumn.text("PublisherName", "provider"),
            ExportColumn.word("RegionId", NONE),
            ExportColumn.word("RegionName", NONE),
            ExportColumn.word("ResourceId", "token_id"),
            ExportColumn.text("ResourceName", "token"),
            ExportColumn.word("ResourceType", "'Proxy Token'"),
            ExportColumn.word("ServiceCategory", "'AI and Machine Learning'"),
            ExportColumn.text("ServiceName", "provider"),
            ExportColumn.word("ServiceSubcategory", "'Generative AI'"),
            ExportColumn.text("SkuId", "provider || '/' || model"),
            ExportColumn.word("SkuMeter", NONE),
            ExportColumn.word("SkuPriceDetails", NONE),
            ExportColumn.text("SkuPriceId", "price_list"),
            ExportColumn.word("SubAccountId", "team_id"),
            ExportColumn.text("SubAccountName", "team"),
            ExportColumn.word("SubAccountType", "'Team'"),
            ExportColumn.object("Tags", "tags"),
            ExportColumn.word("x_RecordId", "id"),
            ExportColumn.number("x_Attempt", "number"),
            ExportColumn.word("x_Outcome", "outcome"),
            ExportColumn.flag("x_Estimated", "estimated"),
            ExportColumn.text("x_ServiceTier", "tier"),
            ExportColumn.number("x_InputTokens", "input"),
            ExportColumn.number("x_CacheReadTokens", "cache_read"),
            ExportColumn.number("x_CacheWriteTokens", "cache_write"),
            ExportColumn.number("x_OutputTokens", "output"),
            ExportColumn.number("x_ReasoningTokens", "reasoning"));

    private FocusColumns() {}
}
