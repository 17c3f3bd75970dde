package dev.keyway.filters.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.contract.Secret;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.Policy;
import dev.keyway.filters.model.Team;
import dev.keyway.filters.model.Tenant;
import dev.keyway.filters.model.TestCallers;
import dev.keyway.filters.problem.GatewayException;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

class RequestTagsTests {

    private static final Set<String> NAMES =
            IntStream.range(0, 10).mapToObj(i -> "t" + i).collect(Collectors.toSet());

    private final Caller caller = TestCallers.caller(
            "blue",
            new Team("m", "M", new Tenant("t", "T", ZoneOffset.UTC, NAMES, false, Policy.NONE), false, Policy.NONE));

    @Test
    void readsPairsOfAllLinesInTheirOrder() {
        HttpHeaders headers = new HttpHeaders();
        headers.add("X-Keyway-Tags", "t2=chat , t1 = a=b");
        headers.add("x-keyway-tags", "t0=batch,");

        assertThat(RequestTags.of(caller, headers))
                .containsExactly(Map.entry("t2", "chat"), Map.entry("t1", "a=b"), Map.entry("t0", "batch"));
        assertThat(RequestTags.of(caller, new HttpHeaders())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'other=1', 'The tag ''other'' in x-keyway-tags is not one that your tenant records.'",
        "'t1', 'The tag ''t1'' in x-keyway-tags must have a value of 1 to 128 printable ASCII characters: name=value.'",
        "'t1=', 'The tag ''t1'' in x-keyway-tags must have a value of 1 to 128 printable ASCII characters: name=value.'",
        "'t1=ä', 'The tag ''t1'' in x-keyway-tags must have a value of 1 to 128 printable ASCII characters: name=value.'",
        "'t1=1,t1=2', 'The tag ''t1'' in x-keyway-tags is there twice.'",
        "'t0=1,t1=1,t2=1,t3=1,t4=1,t5=1,t6=1,t7=1,t8=1', 'The tag ''t8'' in x-keyway-tags is one too many: a request has at most 8 tags.'"
    })
    void refusesWhatCannotBeRecordedAndNamesIt(String line, String message) {
        assertThatThrownBy(() -> RequestTags.of(caller, headers(line)))
                .hasMessage(message)
                .asInstanceOf(InstanceOfAssertFactories.type(GatewayException.class))
                .satisfies(refused -> assertThat(refused.error().code()).isEqualTo("invalid_request"));
    }

    @Test
    void takesEightTagsWithLongValues() {
        String line = IntStream.range(0, 8)
                .mapToObj(i -> "t" + i + "=" + "v".repeat(128))
                .collect(Collectors.joining(","));

        assertThat(RequestTags.of(caller, headers(line))).hasSize(8);
        assertThatThrownBy(() -> RequestTags.of(caller, headers("t1=" + "v".repeat(129))))
                .isInstanceOf(GatewayException.class);
        assertThatThrownBy(() -> RequestTags.of(caller, headers("n".repeat(1000))))
                .hasMessageContaining("'" + "n".repeat(64) + "…'");
    }

    @Test
    void readsNoTagsOfACallerWithoutATenant() {
        assertThat(RequestTags.of(Caller.of("alone", Secret.of("x")), headers("anything")))
                .isEmpty();
    }

    private static HttpHeaders headers(String line) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(RequestTags.HEADER, line);
        return headers;
    }
}
