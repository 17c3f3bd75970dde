package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormIndexTests {

    private static final String TYPE = "multipart/form-data; boundary=b";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=b",
                "Multipart/Form-Data;BOUNDARY=\"b\"",
                "multipart/form-data; charset=utf-8; boundary=b; x=y;"
            })
    void findsTheBoundaryHoweverItIsWritten(String type) {
        assertThat(FormIndex.isAnnouncedBy(type)).isTrue();
        assertThat(index(type, part("name=\"model\"", "whisper-1") + "--b--\r\n")
                        .text("model"))
                .isEqualTo("whisper-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=b; boundary=c",
                "multipart/form-data; boundary=\"b",
                "multipart/form-data; boundary=\"a b \"",
                "multipart/form-data; boundary=aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghh"
            })
    void refusesAContentTypeThatNamesNoGoodBoundary(String type) {
        refused(type, "--b--", "The multipart body cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=\"model\"", "name=model", "NAME=\"model\"", "name = \"model\" ; x=y"})
    void findsAFieldHoweverItsNameIsWritten(String name) {
        assertThat(index(part("name=other", "1") + part(name, "m") + "--b--").text("model"))
                .isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource({"'',''", "'a preamble\r\n',''", "'a preamble\n','an epilogue'", "'\r\n','\r\n'"})
    void passesOverWhatStandsAround(String before, String after) {
        assertThat(index(before + part("name=model", "m") + "--b--\r\n" + after).text("model"))
                .isEqualTo("m");
    }

    @Test
    void takesLineFeedsAlone() {
        String form = part("name=model", "m").replace("\r\n", "\n") + "--b--\n";
        assertThat(index(form).text("model")).isEqualTo("m");
    }

    @Test
    void givesNoFieldThatIsNotThere() {
        assertThat(index(part("name=Model", "m") + part("name=\"model \"", "m") + "--b--")
                        .text("model"))
                .isNull();
    }

    @Test
    void doesNotLookIntoFiles() {
        String inside = "x\r\n --b\r\nContent-Disposition: form-data; name=model\r\n\r\nfake\r\n--c\r\n-- b";
        String form = part("name=file; filename=\"a.mp3\"", inside) + part("name=model", "true one") + "--b--";
        assertThat(index(form).text("model")).isEqualTo("true one");
    }

    @Test
    void doesNotTakeAFileForAField() {
        assertThat(index(part("name=model; filename=m.txt", "m") + "--b--").text("model"))
                .isNull();
    }

    @Test
    void refusesANameThatIsThereTwice() {
        String twice = part("name=model", "cheap") + part("name=\"model\"", "dear") + "--b--";
        String onceAFile = part("name=model; filename=x", "dear") + part("name=\"model\"", "cheap") + "--b--";
        for (String form : new String[] {twice, onceAFile}) {
            assertThatThrownBy(() -> index(form).text("model"))
                    .isInstanceOf(GatewayException.class)
                    .hasMessage("The form has more than one part named 'model'.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b",
                "--b\r\n",
                "--c\r\n\r\n--c--",
                "--b\r\nContent-Disposition: form-data; name=model\r\n\r\nm",
                "--b\r\nContent-Disposition: form-data; name=model\r\n\r\nm\r\n--b",
                "--b\r\nContent-Disposition: form-data; name=model\r\n--b--",
                "--b\r\nContent-Disposition: form-data\r\n\r\nm\r\n--b--",
                "--b\r\nContent-Type: text/plain\r\n\r\nm\r\n--b--",
                "--b\r\nContent-Disposition: attachment; name=model\r\n\r\nm\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=a; name=model\r\n\r\nm\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=model\r\n\r\nm\r\n--b--",
                "--b\r\nContent-Disposition: form-data;\r\n name=model\r\n\r\nm\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=a\rX: y\r\n\r\nm\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name*=utf-8''model; name=a\r\n\r\nm\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"mod\\el\"\r\n\r\nm\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"model\r\n\r\nm\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=model x\r\n\r\nm\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=model\r\nContent-Transfer-Encoding: base64\r\n\r\nbQ==\r\n--b--",
                "--bad\r\nContent-Disposition: form-data; name=model\r\n\r\nm\r\n--b--",
                "--b--\r\n--b\r\nContent-Disposition: form-data; name=model\r\n\r\nm\r\n--b--"
            })
    void refusesWhatIsNoFormOrCouldBeReadInTwoWays(String form) {
        refused(TYPE, form, "The multipart body cannot be read");
    }

    @Test
    void refusesMorePartsThanAnyoneSends() {
        refused(TYPE, part("name=a", "").repeat(1025) + "--b--", "it has more than 1024 parts");
    }

    @Test
    void changesOneFieldAndNoOtherByte() {
        String head = "\r\n" + part("name=file; filename=\"é\"", "\u0000ÿ--b\r\n") + "--b \t\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\ncontent-disposition:form-data;name=\"model\"\r\n\r\n";
        String tail = "\r\n" + part("name=stream", "true") + "--b--\r\nepilogue";

        assertThat(with(head + "openai/whisper-1" + tail, "whisper-1")).isEqualTo(head + "whisper-1" + tail);
        assertThat(with(head + tail, "whisper-1")).isEqualTo(head + "whisper-1" + tail);
        assertThat(with(head + "whisper-1" + tail, "whisper-1")).isEqualTo(head + "whisper-1" + tail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--b--", "a\nb", "x--b"})
    void writesNothingThatWouldEndThePart(String model) {
        assertThatThrownBy(() -> with(part("name=model", "m") + "--b--", model)).isInstanceOf(GatewayException.class);
    }

    static String part(String name, String content) {
        return "--b\r\nContent-Disposition: form-data; " + name + "\r\n\r\n" + content + "\r\n";
    }

    private static String with(String form, String model) {
        ByteBuf changed = index(form).with("model", model);
        String text = changed.toString(ISO_8859_1);
        changed.release();
        return text;
    }

    private static FormIndex index(String form) {
        return index(TYPE, form);
    }

    private static FormIndex index(String type, String form) {
        return FormIndex.of(Unpooled.wrappedBuffer(form.getBytes(ISO_8859_1)), type);
    }

    private static void refused(String type, String form, String message) {
        assertThatThrownBy(() -> FormIndex.of(Unpooled.wrappedBuffer(form.getBytes(UTF_8)), type))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining(message);
    }
}
