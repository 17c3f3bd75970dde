package dev.keyway.admin.usage.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchReaderTests {

    private final BatchReader reader = new BatchReader();

    /** 33 KB on the wire become 16 million lines. */
    @Test
    void shortLinesWithoutEndAreRefusedBeforeTheyFillTheMemory() throws IOException {
        byte[] body = packed(header(0, 9, 9), "1\n", 16_000_000);

        assertThat(body.length).isLessThan(64 << 10);
        assertThatThrownBy(() -> reader.read(body, true))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.REQUEST_TOO_LARGE));
    }

    @Test
    void aBatchHasABoundedNumberOfLinesThatCannotBeRead() throws IOException {
        Batch batch = reader.read(packed(header(0, 9, 9), "{}\n", BatchReader.MOST_UNREADABLE), true);

        assertThat(batch.unreadable()).hasSize(BatchReader.MOST_UNREADABLE);
        byte[] one = packed(header(0, 9, 9), "{}\n", BatchReader.MOST_UNREADABLE + 1);
        assertThatThrownBy(() -> reader.read(one, true)).hasMessageContaining("cannot be read");
    }

    @Test
    void aBatchHasABoundedNumberOfEvents() throws IOException {
        String id = "01900000-0000-7000-8000-000000000001";
        String event = """
                {"id":"%1$s","sequence":1,"kind":"REFUSAL","at":"2026-11-29T12:00:00Z","date":"2026-11-29",\
                "outcome":"REFUSED","owner":{"tenantId":"%1$s","tenant":"t","teamId":"%1$s","team":"t",\
                "tokenId":"%1$s","token":"t"},"refusal":{"code":"model_not_allowed","count":1}}
                """.formatted(id);

        Batch batch = reader.read(packed(header(0, 9, 9), event, BatchReader.MOST_LINES), true);

        assertThat(batch.events()).hasSize(1);
        assertThat(batch.unreadable()).isEmpty();
        byte[] one = packed(header(0, 9, 9), event, BatchReader.MOST_LINES + 1);
        assertThatThrownBy(() -> reader.read(one, true)).hasMessageContaining("10000 events");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 9223372036854775807, 9, through",
        "0, 9, -5, lastSequence",
        "0, 9, 9223372036854775807, lastSequence",
        "-1, 9, 9, through",
        "9, 8, 9, through"
    })
    void sequencesAreInRange(long after, long through, long last, String member) throws IOException {
        byte[] body = packed(header(after, through, last), "", 0);

        assertThatThrownBy(() -> reader.read(body, true))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(member);
    }

    private static String header(long after, long through, long last) {
        return """
                {"contract":1,"logId":"01900000-0000-7000-8000-000000000012","after":%s,"through":%s,"lastSequence":%s,\
                "sentAt":"2026-11-29T12:00:00Z"}
                """.formatted(after, through, last);
    }

    private static byte[] packed(String header, String line, int times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(header.getBytes(StandardCharsets.UTF_8));
            byte[] thousand = line.repeat(1_000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < times / 1_000; i++) {
                out.write(thousand);
            }
            out.write(line.repeat(times % 1_000).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
