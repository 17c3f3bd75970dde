package dev.keyway.testkit.dialect;

import java.util.StringJoiner;

/** {@code /v1/rerank} as Cohere has it: the documents in their order, one search billed. */
final class Rerankings implements Answer {

    @Override
    public String whole(Ask ask, Content content) {
        StringJoiner results = new StringJoiner(",");
        for (int i = 0; i < ask.inputs(); i++) {
            results.add("{\"index\":" + i + ",\"relevance_score\":0." + Math.max(1, 9 - i) + "}");
        }
        return "{\"id\":\"rerank-fake\",\"results\":[" + results
                + "],\"meta\":{\"api_version\":{\"version\":\"2\"},\"billed_units\":{\"search_units\":1}}}";
    }
}
