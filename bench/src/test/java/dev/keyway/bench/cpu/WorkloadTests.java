package dev.keyway.bench.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WorkloadTests {

    @ParameterizedTest
    @EnumSource
    void asksForAnAnswerOfItsKind(Workload workload) {
        byte[] body = workload.body("gpt-4o-mini");
        JsonNode json = JsonMapper.shared().readTree(body);

        assertThat(json.path("model").asString()).isEqualTo("gpt-4o-mini");
        assertThat(json.path("stream").asBoolean(false)).isEqualTo(workload.isStream());
        assertThat(body.length).isGreaterThan(900);
    }
}
