package dev.keyway.testkit.dialect;

import java.util.StringJoiner;

/** Cohere's {@code /v2/embed} and {@code /v2/rerank}: a vector, or a score, for each text; billed in {@code meta}. */
final class CohereLists {

    private CohereLists() {}

    static String embeddings(Ask ask) {
        StringJoiner vectors = new StringJoiner(",");
        for (int i = 0; i < ask.inputs(); i++) {
            vectors.add("[" + i + ",0.5,-0.25]");
        }
        return "{\"id\":\"fake\",\"embeddings\":{\"float\":[" + vectors + "]},\"texts\":[],"
                + meta("\"input_tokens\":" + ask.words()) + "}";
    }

    static String ranking(Ask ask) {
        StringJoiner results = new StringJoiner(",");
        for (int i = 0; i < ask.inputs(); i++) {
            results.add("{\"index\":" + i + ",\"relevance_score\":0.5}");
        }
        return "{\"id\":\"fake\",\"results\":[" + results + "]," + meta("\"search_units\":1") + "}";
    }

    private static String meta(String billed) {
        return "\"meta\":{\"api_version\":{\"version\":\"2\"},\"billed_units\":{" + billed + "}}";
    }
}
