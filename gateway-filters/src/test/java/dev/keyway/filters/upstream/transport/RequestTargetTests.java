package dev.keyway.filters.upstream.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTests {

    @ParameterizedTest
    @CsvSource({
        "https://api.example/v1/chat, true, api.example, 443, api.example, /v1/chat",
        "https://api.example:8443/v1, true, api.example, 8443, api.example:8443, /v1",
        "http://localhost:80/a?b=c, false, localhost, 80, localhost, /a?b=c",
        "HTTPS://API.example, true, API.example, 443, API.example, /",
        "http://host?a=b, false, host, 80, host, /?a=b",
        "http://[::1]:8080/x, false, ::1, 8080, [::1]:8080, /x",
        "http://h/a#fragment, false, h, 80, h, /a",
        "http://h/models/a%2Fb:generate, false, h, 80, h, /models/a%2Fb:generate",
    })
    void takesAnAddressApart(String uri, boolean secure, String host, int port, String header, String path) {
        assertThat(RequestTarget.of(uri)).isEqualTo(new RequestTarget(new Origin(secure, host, port, header), path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/chat", "", "http:///v1", "http://a b/v1", "http://h/a b", "http://h/a\r\nx: y", "http://h/é"
            })
    void refusesWhatCannotBeSent(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> RequestTarget.of(uri));
    }

    @Test
    void leavesTheNameToTheResolver() {
        assertThat(RequestTarget.of("http://llm.example/").origin().unresolved().isUnresolved())
                .isTrue();
    }
}
