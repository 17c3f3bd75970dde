package dev.keyway.filters.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ErrorsPageTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a caller of a gateway that stands alone may rely on; a change here breaks callers. */
    @ParameterizedTest
    @CsvSource({
        "missing_token, 401, authentication_error",
        "invalid_token, 401, authentication_error",
        "model_not_allowed, 403, permission_error",
        "model_not_found, 404, invalid_request_error",
        "operation_not_supported, 404, invalid_request_error",
        "invalid_json, 400, invalid_request_error",
        "invalid_request, 400, invalid_request_error",
        "translation_not_supported, 400, invalid_request_error",
        "stateful_reference, 400, invalid_request_error",
        "request_too_large, 413, invalid_request_error",
        "unsupported_encoding, 415, invalid_request_error",
        "keys_busy, 429, rate_limit_error",
        "keys_cooling, 429, rate_limit_error",
        "keys_unavailable, 503, service_unavailable_error",
        "gateway_overloaded, 503, service_unavailable_error",
        "accounting_unavailable, 503, service_unavailable_error",
        "provider_timeout, 504, server_error",
        "provider_error, 502, server_error"
    })
    void theCodesOfAGatewayThatStandsAloneAreStable(String code, int status, String type) {
        assertThat(ErrorCode.values())
                .filteredOn(error -> error.code().equals(code))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.status()).isEqualTo(status);
                    assertThat(error.type()).isEqualTo(type);
                });
    }

    @Test
    void thePageListsEveryCodeAsItIs() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "errors.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows.stream().map(row -> String.join("|", cells(row).subList(0, 4))))
                .containsExactlyElementsOf(Arrays.stream(ErrorCode.values())
                        .map(ErrorsPageTests::row)
                        .toList());
        assertThat(rows).allSatisfy(row -> assertThat(cells(row)).hasSize(6).doesNotContain(""));
    }

    private static String row(ErrorCode code) {
        RenderedError anthropic = Dialect.of(ApiFamily.ANTHROPIC).render(GatewayError.of(code, "m"), "r");
        String type = JSON.readTree(anthropic.body()).path("error").path("type").asString();
        String status = anthropic.status() == code.status() ? "" : " (" + anthropic.status() + ")";
        return String.join(
                "|", "`" + code.code() + "`", "" + code.status(), "`" + code.type() + "`", "`" + type + "`" + status);
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1, row.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }
}
