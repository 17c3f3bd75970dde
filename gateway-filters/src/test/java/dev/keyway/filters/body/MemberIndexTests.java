package dev.keyway.filters.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberIndexTests {

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }

    private static MemberIndex index(String text) {
        return MemberIndex.of(bytes(text));
    }

    @Test
    void tellsWhereEachMemberStands() {
        String text = " {\"model\" : \"gpt\", \"n\":1.0}\n";

        MemberIndex index = index(text);

        Member model = index.members().get(0);
        assertThat(model).isEqualTo(new Member("model", 2, 9, 12, 17, ValueKind.STRING));
        assertThat(index.json(index.members().get(1))).isEqualTo("1.0");
        assertThat(text.substring(index.start(), index.end())).isEqualTo("{\"model\" : \"gpt\", \"n\":1.0}");
    }

    @Test
    void takesTheLastOfSeveralMembersHoweverTheirNamesAreEscaped() {
        MemberIndex index = index("{\"model\":\"a\",\"mod\\u0065l\":\"b\"}");

        assertThat(index.members()).extracting(Member::name).containsExactly("model", "model");
        assertThat(index.string("model")).isEqualTo("b");
    }

    @Test
    void resolvesEveryEscapeInAString() {
        String text = "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83d\\ude00é\"}";

        assertThat(index(text).string("a")).isEqualTo("\"\\/\b\f\n\r\té😀é");
    }

    @Test
    void tellsAnAbsentMemberFromOneOfAnotherKind() {
        MemberIndex index = index("{\"n\":null,\"o\":{\"p\":[1,{}]}}");

        assertThat(index.string("n")).isNull();
        assertThat(index.kind("n")).isEqualTo(ValueKind.NULL);
        assertThat(index.kind("m")).isNull();
        assertThat(index.has("m")).isFalse();
        assertThat(index.object("n")).isNull();
        assertThat(index.object("o"))
                .extracting(o -> o.array("p"))
                .extracting(p -> p.size())
                .isEqualTo(2);
    }

    @Test
    void findsTheObjectsOfAnArray() {
        MemberIndex index = index("{\"messages\": [ {\"role\":\"user\"} , 7, [] ]}");

        ElementIndex messages = Objects.requireNonNull(index.array("messages"));

        assertThat(messages.object(0)).extracting(m -> m.string("role")).isEqualTo("user");
        assertThat(messages.object(1)).isNull();
        assertThat(messages.kind(2)).isEqualTo(ValueKind.ARRAY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                        | invalid_json    | The body is empty; a JSON object is expected.
            ~  ~                      | invalid_json    | The body is empty; a JSON object is expected.
            [1]                       | invalid_request | A JSON object is expected at byte 0, not an array.
            ~ "secret"~               | invalid_request | A JSON object is expected at byte 1, not a string.
            12                        | invalid_request | A JSON object is expected at byte 0, not a number.
            true                      | invalid_request | A JSON object is expected at byte 0, not a boolean.
            null                      | invalid_request | A JSON object is expected at byte 0, not null.
            [1                        | invalid_json    | The body is cut off: it ends at byte 2, where ',' or ']' was expected.
            hello                     | invalid_json    | The body is not valid JSON: expected a value at byte 0.
            {"secret":"secr           | invalid_json    | The body is cut off: it ends at byte 15, where the closing quote of a string was expected.
            {"secret"                 | invalid_json    | The body is cut off: it ends at byte 9, where a colon was expected.
            {"a":1,}                  | invalid_json    | The body is not valid JSON: expected a member name in quotes at byte 7.
            {"a":01}                  | invalid_json    | The body is not valid JSON: expected ',' or '}' at byte 6.
            {"a":tru}                 | invalid_json    | The body is not valid JSON: expected a value at byte 5.
            {"a":1.}                  | invalid_json    | The body is not valid JSON: expected a digit at byte 7.
            {"a":"\\x"}               | invalid_json    | The body is not valid JSON: expected an escape sequence at byte 7.
            {"a":"\\u00g0"}           | invalid_json    | The body is not valid JSON: expected four hexadecimal digits at byte 10.
            {"a":1} {                 | invalid_json    | The body is not valid JSON: expected nothing more after the JSON value at byte 8.
            """)
    void saysWhatIsWrongAndWhereButNeverWhatWasSent(String body, String code, String message) {
        assertThatThrownBy(() -> index(body))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        e -> assertThat(e.error().code()).isEqualTo(code))
                .hasMessage(message)
                .message()
                .doesNotContain("secr");
    }

    @Test
    void refusesWhatIsNotUtf8AndControlCharacters() {
        byte[][] wrong = {
            {(byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xFF}, {'\n'}, {0}
        };
        for (byte[] piece : wrong) {
            ByteBuf body = bytes("{\"some text before\":\"").writeBytes(piece).writeBytes("\"}".getBytes(UTF_8));

            assertThatThrownBy(() -> MemberIndex.of(body)).hasMessageMatching(".* at byte 2[12]\\.");
        }
    }

    @Test
    void findsTheEndOfALongStringWhereverItIs() {
        for (int length = 0; length < 1300; length++) {
            String text = "{\"a\":\"" + "x".repeat(length) + "\\n\",\"b\":\"" + "y".repeat(1300 - length) + "\"}";

            MemberIndex index = index(text);

            assertThat(index.string("a")).hasSize(length + 1).endsWith("\n");
            assertThat(index.string("b")).hasSize(1300 - length);
        }
    }

    @Test
    void findsTheOddByteInALongStringWhereverItIs() {
        for (int at = 0; at < 1200; at++) {
            ByteBuf body = bytes("{\"a\":\"" + "x".repeat(1300) + "\"}").setByte(6 + at, 0x1F);

            assertThatThrownBy(() -> MemberIndex.of(body)).hasMessageEndingWith("at byte " + (6 + at) + ".");
        }
    }

    @Test
    void takesFiveHundredLevelsAndNoMore() {
        String most = "{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}";
        String more = "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}";

        assertThat(index(most).kind("a")).isEqualTo(ValueKind.ARRAY);
        assertThatThrownBy(() -> index(more)).hasMessageContaining("no nesting deeper than 500 levels at byte 504");
    }

    @Test
    void takesAnObjectOfManyMembersUpToABound() {
        String members = "\"a\":0,".repeat(MemberIndex.MAX_MEMBERS - 1);

        assertThat(index("{" + members + "\"a\":0}").members()).hasSize(MemberIndex.MAX_MEMBERS);
        assertThatThrownBy(() -> index("{" + members + "\"a\":0,\"a\":0}")).hasMessageContaining("4096 members");
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(index("\uFEFF{\"a\":true}").isTrue("a")).isTrue();
        assertThatThrownBy(() -> index("\uFEFF")).hasMessageContaining("empty");
    }

    @Test
    void countsBytesFromTheBodysStart() {
        ByteBuf body = bytes("xxxx{\"a\":1").skipBytes(4);

        assertThatThrownBy(() -> MemberIndex.of(body)).hasMessageContaining("ends at byte 6");
    }

    @Test
    void takesNoBodyInPieces() {
        ByteBuf pieces = Unpooled.wrappedBuffer(bytes("{\"a\""), bytes(":1}"));

        assertThatIllegalArgumentException().isThrownBy(() -> MemberIndex.of(pieces));
    }

    @Test
    void rulesNothingOutWhereNothingWasLookedOutFor() {
        assertThat(index("{}").hasSighted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':[{'b':{'file_id':1}}]}|true",
                "{'file_id':1}|true",
                "{'a':{'file\\u005fid':1}}|true",
                "{'\\u0066\\u0069\\u006c\\u0065\\u005f\\u0069\\u0064':1}|true",
                "{'model':'file_id','messages':[{'role':'user','content':'file_id'}]}|false",
                "{'file_ids':1,'file-id':2,'file_i':3,'':4}|false",
                "{'a \\n line that is longer than any escaped form of it':1}|false"
            })
    void sightsANameHoweverDeepAndNothingElse(String body, boolean sighted) {
        assertThat(MemberIndex.of(bytes(body.replace('\'', '"')), Lookout.forNames("audio", "file_id"))
                        .hasSighted())
                .isEqualTo(sighted);
    }
}
