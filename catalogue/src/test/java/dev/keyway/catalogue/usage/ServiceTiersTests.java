package dev.keyway.catalogue.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTiersTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
            default,                standard
            auto,                   standard
            standard,               standard
            on_demand,              standard
            ON_DEMAND,              standard
            ON_DEMAND_FLEX,         flex
            ON_DEMAND_PRIORITY,     priority
            PROVISIONED_THROUGHPUT, provisioned_throughput
            flex,                   flex
            Priority,               priority
            batch,                  batch
            scale,                  scale
            '',                     standard
            'a tier',               standard
            7,                      standard
            """)
    void namesTiersAsPricesDo(String reported, String tier) {
        assertThat(ServiceTiers.of(reported)).isEqualTo(tier);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ADDITIVE        | {"input_tokens": 9, "service_tier": "priority", "output_tokens": 3} | priority
            REASONING_APART | {"promptTokenCount": 9, "trafficType": "ON_DEMAND_FLEX"}            | flex
            REASONING_APART | {"promptTokenCount": 9, "serviceTier": "flex"}                      | flex
            ADDITIVE        | {"input_tokens": 9, "service_tier": null}                           |
            ADDITIVE        | {"input_tokens": 9, "service_tier": {"service_tier": "flex"}}       |
            """)
    void readsTheTierThatUsageNames(UsageStyle style, String usage, String tier) {
        UsageAccumulator accumulator = new UsageAccumulator(style);
        accumulator.merge(usage.getBytes(StandardCharsets.UTF_8));

        assertThat(accumulator.tier().orElse(null)).isEqualTo(tier);
        assertThat(accumulator.usage())
                .hasValueSatisfying(read -> assertThat(read.promptTokens()).isEqualTo(9));
    }

    @Test
    void aLaterReportWithoutATierLeavesIt() {
        UsageAccumulator accumulator = new UsageAccumulator(UsageStyle.ADDITIVE);
        accumulator.merge("{\"input_tokens\":9,\"service_tier\":\"batch\"}".getBytes(StandardCharsets.UTF_8));
        accumulator.merge("{\"output_tokens\":3}".getBytes(StandardCharsets.UTF_8));

        assertThat(accumulator.tier()).hasValue("batch");
    }
}
