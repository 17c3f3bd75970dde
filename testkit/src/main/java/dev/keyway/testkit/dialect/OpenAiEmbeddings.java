package dev.keyway.testkit.dialect;

import java.util.StringJoiner;

/** {@code /v1/embeddings}: a vector of three numbers for each text, the first its index. */
final class OpenAiEmbeddings implements Answer {

    @Override
    public String whole(Ask ask, Content content) {
        StringJoiner data = new StringJoiner(",");
        for (int i = 0; i < ask.inputs(); i++) {
            data.add("{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":[" + i + ".0,0.5,-0.25]}");
        }
        int tokens = content.usage(ask, 0).input();
        return "{\"object\":\"list\",\"data\":[" + data + "],\"model\":\"" + ask.model()
                + "\",\"usage\":{\"prompt_tokens\":" + tokens + ",\"total_tokens\":" + tokens + "}}";
    }
}
