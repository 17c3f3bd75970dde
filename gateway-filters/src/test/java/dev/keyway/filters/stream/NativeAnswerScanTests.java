package dev.keyway.filters.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NativeAnswerScanTests {

    private static final String ONE = "{\"candidates\":[{}],\"usageMetadata\":{\"candidatesTokenCount\":1}}";
    private static final String TWO = "{\"candidates\":[{}],\"usageMetadata\":{\"candidatesTokenCount\":2}}";

    @Test
    void readsAnObjectAndAnArrayOfThem() {
        assertThat(usage(scan(JsonAnswerScan.gemini(), ONE))).isEqualTo("{\"candidatesTokenCount\":1}");
        assertThat(usage(scan(JsonAnswerScan.gemini(), "[" + ONE + ",\r\n" + TWO + "]")))
                .isEqualTo("{\"candidatesTokenCount\":2}");
    }

    @Test
    void isNotWholeBeforeTheArrayIsClosed() {
        String whole = "[" + ONE + "," + TWO + "]";
        for (int cut = 0; cut < whole.length(); cut++) {
            assertThat(scan(JsonAnswerScan.gemini(), whole.substring(0, cut)).isComplete())
                    .as("cut at %d", cut)
                    .isFalse();
        }
        assertThat(scan(JsonAnswerScan.gemini(), whole).isComplete()).isTrue();
        assertThat(scan(JsonAnswerScan.gemini(), whole + "[").isComplete()).isFalse();
    }

    @Test
    void findsAnErrorInAnArray() {
        assertThat(scan(JsonAnswerScan.gemini(), "[" + ONE + ",{\"error\":{\"code\":503}}]")
                        .hasError())
                .isTrue();
        assertThat(scan(JsonAnswerScan.gemini(), "[{\"candidates\":[{\"error\":1}]}]")
                        .hasError())
                .isFalse();
    }

    @Test
    void takesNoArrayFromOtherApis() {
        assertThat(scan(new JsonAnswerScan(), "[" + ONE + "]").isComplete()).isFalse();
    }

    @Test
    void readsWhatCohereBillsInMeta() {
        assertThat(usage(scan(
                        JsonAnswerScan.cohere(),
                        "{\"embeddings\":{},\"meta\":{\"billed_units\":{\"input_tokens\":7}}}")))
                .isEqualTo("{\"billed_units\":{\"input_tokens\":7}}");
    }

    private static JsonAnswerScan scan(JsonAnswerScan scan, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        scan.feed(bytes, bytes.length);
        return scan;
    }

    private static String usage(JsonAnswerScan scan) {
        return new String(scan.usage().orElseThrow(), StandardCharsets.UTF_8);
    }
}
