package dev.keyway.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.Operation;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.filters.body.FormIndex;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.metering.RequestUnits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a request tells of the units that it will use. */
class UnitCountTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {"prompt":"a cat"}                   | 1
        {"prompt":"a cat","n":4}             | 4
        {"prompt":"a cat","n":null}          | 1
        {"prompt":"a cat","n":0}             | 1
        {"prompt":"a cat","n":-2}            | 1
        {"prompt":"a cat","n":"3"}           | 1
        {"prompt":"a cat","n":123456789}     | 1
        """)
    void imagesAreThoseAskedFor(String body, long images) {
        assertThat(count(Operation.IMAGE, body)).isEqualTo(RequestUnits.of(Unit.IMAGE, images));
    }

    @Test
    void charactersAreCodePointsOfTheText() {
        assertThat(count(Operation.SPEECH, "{\"voice\":\"x\",\"input\":\"Gr\\u00fc\\u00dfe \\ud83d\\ude00\\n\"}"))
                .isEqualTo(RequestUnits.of(Unit.CHARACTER, 8));
        assertThat(count(Operation.SPEECH, "{\"input\":7}")).isEqualTo(RequestUnits.about(Unit.CHARACTER, 0));
    }

    /** A query with up to 100 documents is a search unit; a document of more than 500 tokens counts as several. */
    @ParameterizedTest
    @CsvSource({"1, 3, 1", "100, 3, 1", "101, 3, 2", "1000, 3, 10", "1, 400000, 3", "50, 8000, 3"})
    void searchUnitsAreHundredsOfDocuments(int documents, int bytes, long units) {
        String each = '"' + "x".repeat(bytes) + '"';

        assertThat(count(
                        Operation.RERANK,
                        "{\"query\":\"q\",\"documents\":["
                                + String.join(",", Collections.nCopies(documents, each))
                                + "]}"))
                .isEqualTo(RequestUnits.about(Unit.SEARCH_UNIT, units));
    }

    @Test
    void secondsOfAWavFileFollowFromItsByteRate() {
        byte[] wav = new byte[44 + 90 * 32_000 + 1];
        ByteBuffer.wrap(wav)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, "RIFF....WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(28, 32_000);

        assertThat(form("file", wav)).isEqualTo(RequestUnits.about(Unit.SECOND, 91));
    }

    @Test
    void secondsOfAnotherFileAreThoseOf64KilobitsASecond() {
        assertThat(form("file", new byte[8_000 * 60])).isEqualTo(RequestUnits.about(Unit.SECOND, 60));
        assertThat(form("file", new byte[1])).isEqualTo(RequestUnits.about(Unit.SECOND, 1));
        assertThat(form("other", new byte[8_000])).isEqualTo(RequestUnits.about(Unit.SECOND, 0));
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"CHAT", "COMPLETION", "EMBEDDING", "RESPONSES", "MESSAGES", "MODERATION"})
    void whatIsBilledByTokensHasNone(Operation operation) {
        assertThat(count(operation, "{\"n\":2,\"input\":\"x\",\"documents\":[1]}"))
                .isEqualTo(RequestUnits.NONE);
    }

    private static RequestUnits count(Operation operation, String body) {
        ByteBuf bytes = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        return UnitCount.of(RequestedOperation.of(operation), new RequestFields.Json(MemberIndex.of(bytes)));
    }

    private static RequestUnits form(String name, byte[] file) {
        String type = "multipart/form-data; boundary=b";
        ByteBuf body = Unpooled.wrappedBuffer(
                text("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--b\r\n"
                        + "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"a\"\r\n\r\n"),
                Unpooled.wrappedBuffer(file),
                text("\r\n--b--\r\n"));
        return UnitCount.of(
                RequestedOperation.of(Operation.TRANSCRIPTION), new RequestFields.Form(FormIndex.of(body, type), type));
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }
}
