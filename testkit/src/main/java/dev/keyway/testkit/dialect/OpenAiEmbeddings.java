package dev.keyway.testkit.dialect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.StringJoiner;

/** {@code /v1/embeddings}: a vector of three numbers for each text, the first its index; in base64 where that is asked for. */
final class OpenAiEmbeddings implements Answer {

    @Override
    public String whole(Ask ask, Content content) {
        StringJoiner data = new StringJoiner(",");
        for (int i = 0; i < ask.inputs(); i++) {
            data.add("{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":" + vector(i, ask.base64()) + "}");
        }
        int tokens = content.usage(ask, 0).input();
        return "{\"object\":\"list\",\"data\":[" + data + "],\"model\":\"" + ask.model()
                + "\",\"usage\":{\"prompt_tokens\":" + tokens + ",\"total_tokens\":" + tokens + "}}";
    }

    /** In base64 the numbers are 32-bit floats, the lowest byte first, as the SDKs read them. */
    private static String vector(int index, boolean base64) {
        if (!base64) {
            return "[" + index + ".0,0.5,-0.25]";
        }
        ByteBuffer floats = ByteBuffer.allocate(3 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(index).putFloat(0.5f).putFloat(-0.25f);
        return '"' + Base64.getEncoder().encodeToString(floats.array()) + '"';
    }
}
