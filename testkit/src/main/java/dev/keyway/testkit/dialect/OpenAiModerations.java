package dev.keyway.testkit.dialect;

import java.util.Collections;

/** {@code /v1/moderations}: nothing is flagged, and nothing is said of usage. */
final class OpenAiModerations implements Answer {

    @Override
    public String whole(Ask ask, Content content) {
        String result =
                "{\"flagged\":false,\"categories\":{\"violence\":false},\"category_scores\":{\"violence\":0.01}}";
        return "{\"id\":\"modr-fake\",\"model\":\"" + ask.model() + "\",\"results\":["
                + String.join(",", Collections.nCopies(ask.inputs(), result)) + "]}";
    }
}
