package dev.keyway.filters.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.body.FormIndex;
import dev.keyway.filters.body.MemberIndex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestUserTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "CHAT | {\"user\":\"ada\"} | ada",
                "CHAT | {\"user\":\"ada\",\"safety_identifier\":\"s1\"} | ada",
                "RESPONSES | {\"safety_identifier\":\"s1\"} | s1",
                "CHAT | {\"user\":\" \",\"safety_identifier\":\"s1\"} | s1",
                "CHAT | {\"user\":null,\"safety_identifier\":\"s1\"} | s1",
                "CHAT | {\"\\u0075ser\":\"J\\u00f6rg\"} | Jörg",
                "CHAT | {\"user\":7} | -",
                "CHAT | {\"metadata\":{\"user_id\":\"of-the-client\"}} | -",
                "MESSAGES | {\"metadata\":{\"user_id\":\"ada\"}} | ada",
                "MESSAGES | {\"metadata\":{\"user_id\":null}} | -",
                "MESSAGES | {\"metadata\":\"ada\"} | -",
                "MESSAGES | {\"user\":\"ada\"} | -",
                "CHAT | {} | -"
            })
    void isWhomTheClientNamesToTheProvider(String operation, String body, String user) {
        MemberIndex index = MemberIndex.of(bytes(body));
        assertThat(RequestUser.of(
                        new RequestedOperation.Common(Operation.valueOf(operation)), new RequestFields.Json(index)))
                .isEqualTo(Optional.ofNullable(user));
    }

    @Test
    void isAFieldOfAForm() {
        String type = "multipart/form-data; boundary=b";
        String body = "--b\r\ncontent-disposition: form-data; name=\"user\"\r\n\r\nada\r\n--b--\r\n";
        RequestFields form = new RequestFields.Form(FormIndex.of(bytes(body), type), type);
        assertThat(RequestUser.of(new RequestedOperation.Common(Operation.TRANSCRIPTION), form))
                .hasValue("ada");
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
