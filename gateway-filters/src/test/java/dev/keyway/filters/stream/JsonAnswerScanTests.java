package dev.keyway.filters.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonAnswerScanTests {

    private static final String USAGE =
            "{\"prompt_tokens\":9,\"details\":{\"usage\":{\"a\":1},\"text\":\"}\\\"{\"},\"total_tokens\":12}";
    private static final String ANSWER =
            "{\"id\":\"c\",\"choices\":[{\"message\":{\"content\":\"\\\"usage\\\":{\\\"x\\\":1} }] 世\\\\\"},"
                    + "\"usage\":{\"no\":1},\"error\":{\"no\":1}}],\"error\":null,\"usage\":" + USAGE
                    + ",\"x\":[1,-2.5e3,true]}";

    @Test
    void findsTheUsageWhereverTheAnswerIsCut() {
        byte[] bytes = ANSWER.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            JsonAnswerScan scan = new JsonAnswerScan();
            feed(scan, bytes, 0, cut);
            assertThat(scan.isComplete()).as("cut at %d", cut).isEqualTo(cut == bytes.length);
            feed(scan, bytes, cut, bytes.length);

            assertThat(scan.isComplete()).isTrue();
            assertThat(scan.hasError()).isFalse();
            assertThat(usage(scan)).isEqualTo(USAGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"invalid-argument\",\"error\":\"Incorrect API key\"}",
                "{\"error\":\"text\"}",
                "{\"id\":\"i\",\"error\":{\"message\":\"m\"}}",
                "\n\n\n{\"error\":{\"code\":429}}"
            })
    void findsTheErrorThatCameAsSuccess(String answer) {
        JsonAnswerScan scan = new JsonAnswerScan();
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        feed(scan, bytes, 0, bytes.length);

        assertThat(scan.isComplete()).isTrue();
        assertThat(scan.hasError()).isTrue();
    }

    @Test
    void passesOverTheEmptyLinesOfDeepSeeksQueue() {
        byte[] bytes = ("\n\r\n\n" + ANSWER).getBytes(StandardCharsets.UTF_8);
        JsonAnswerScan scan = new JsonAnswerScan();
        feed(scan, bytes, 0, bytes.length);

        assertThat(scan.isComplete()).isTrue();
        assertThat(usage(scan)).isEqualTo(USAGE);
    }

    @Test
    void readsMegabytesInPieces() {
        String answer = "{\"data\":[{\"embedding\":[" + "0.0123456,".repeat(300_000) + "1]}],\"usage\":" + USAGE + "}";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        JsonAnswerScan scan = new JsonAnswerScan();
        Random random = new Random(1);
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(70_000));
            feed(scan, bytes, at, end);
            at = end;
        }

        assertThat(scan.isComplete()).isTrue();
        assertThat(usage(scan)).isEqualTo(USAGE);
    }

    @Test
    void leavesTheBufferToItsOwner() {
        ByteBuf bytes =
                Unpooled.copiedBuffer("x" + ANSWER, StandardCharsets.UTF_8).skipBytes(1);
        JsonAnswerScan scan = new JsonAnswerScan();
        scan.feed(bytes);

        assertThat(bytes.readerIndex()).isOne();
        assertThat(bytes.refCnt()).isOne();
        assertThat(scan.isComplete()).isTrue();
        bytes.release();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"m\"}}",
                "{\"code\":\"invalid-argument\",\"error\":\"text\"}",
                "{\"id\":\"g\",\"choices\":[],\"error\" : {\"code\":502}}",
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}"
            })
    void anErrorMemberIsAFailureWhateverTheStatus(String body) {
        JsonAnswerScan scan = scan(body);

        assertThat(scan.hasError()).isTrue();
        assertThat(scan.isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   \n",
                "<html>{}</html>",
                "[{}]",
                "null",
                "\"{}\"",
                "{}x",
                "{}{}",
                "{\"a\":1",
                "{\"a\":\"}",
                "}",
                "x{}"
            })
    void whatIsNotOneWholeObjectIsNoAnswer(String body) {
        assertThat(scan(body).isComplete()).isFalse();
    }

    @Test
    void passesOverTheBlankLinesOfAKeepAlive() {
        JsonAnswerScan scan = scan("\n\n\r\n  " + ANSWER + "\n");

        assertThat(scan.isComplete()).isTrue();
        assertThat(usage(scan)).isEqualTo(USAGE);
    }

    @Test
    void hasNoUsageWhereNoneIsReported() {
        assertThat(scan("{\"usage\":null,\"error\":null}").usage()).isEmpty();
        assertThat(scan("{\"data\":{\"usage\":{\"a\":1}}}").usage()).isEmpty();
        assertThat(scan("{\"a\":\"usage\",\"b\":{\"c\":1}}").usage()).isEmpty();
        assertThat(scan("{\"a\":\"error\",\"b\":{\"error\":1}}").hasError()).isFalse();
    }

    @Test
    void aUsageLongerThanAnyIsNotKept() {
        JsonAnswerScan scan = scan("{\"usage\":{\"x\":\"" + "y".repeat(100_000) + "\"}}");

        assertThat(scan.usage()).isEmpty();
        assertThat(scan.isComplete()).isTrue();
    }

    private static JsonAnswerScan scan(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        JsonAnswerScan scan = new JsonAnswerScan();
        feed(scan, bytes, 0, bytes.length);
        return scan;
    }

    private static void feed(JsonAnswerScan scan, byte[] bytes, int from, int to) {
        scan.feed(Unpooled.wrappedBuffer(bytes, from, to - from));
    }

    private static String usage(JsonAnswerScan scan) {
        return scan.usage()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }
}
