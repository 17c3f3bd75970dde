package dev.keyway.testkit.dialect;

import java.util.StringJoiner;

/**
 * Gemini's own {@code :embedContent} and {@code :batchEmbedContents}: a vector of three numbers for each text.
 *
 * @param batch whether there is one vector for each of {@code requests}
 */
record GeminiEmbeddings(boolean batch) implements Answer {

    @Override
    public String whole(Ask ask, Content content) {
        if (!batch) {
            return "{\"embedding\":{\"values\":[0,0.5,-0.25]}}";
        }
        StringJoiner vectors = new StringJoiner(",");
        for (int i = 0; i < ask.inputs(); i++) {
            vectors.add("{\"values\":[" + i + ",0.5,-0.25]}");
        }
        return "{\"embeddings\":[" + vectors + "]}";
    }
}
