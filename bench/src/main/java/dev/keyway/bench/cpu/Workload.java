package dev.keyway.bench.cpu;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What the clients ask, again and again, each as soon as it has its answer. */
enum Workload {
    SMALL("1 KB in, 0.3 KB out", 12_000, 1024, 0, 0.85),
    LARGE("300 KB in, 0.3 KB out", 2_000, 300 * 1024, 0, 1.1),
    STREAM("stream of 50 chunks", 1_500, 1024, 50, 0.6);

    private static final int CONNECTIONS = 32;
    private static final Duration GAP = Duration.ofMillis(2);

    private final String title;
    private final int requests;
    private final int requestBytes;
    private final int chunks;
    private final double allowed;

    Workload(String title, int requests, int requestBytes, int chunks, double allowed) {
        this.title = title;
        this.requests = requests;
        this.requestBytes = requestBytes;
        this.chunks = chunks;
        this.allowed = allowed;
    }

    /** How tables name it. */
    String title() {
        return title;
    }

    int connections() {
        return CONNECTIONS;
    }

    /** How many requests a round has. */
    int requests() {
        return requests;
    }

    /** How many chunks of content an answer is streamed in; 0 if it is not streamed. */
    int chunks() {
        return chunks;
    }

    /** Between chunks. */
    Duration gap() {
        return GAP;
    }

    /** How much processor time a request may take at most, as a part of what it takes by a bare route. */
    double allowed() {
        return allowed;
    }

    boolean isStream() {
        return chunks > 0;
    }

    /** The request's body. */
    byte[] body(String model) {
        String head = "{\"model\":\"" + model + "\"," + (isStream() ? "\"stream\":true," : "")
                + "\"temperature\":0.2,\"max_tokens\":512,\"messages\":[{\"role\":\"user\",\"content\":\"";
        String prose = "a sentence of prose, and another one after it. ";
        StringBuilder json = new StringBuilder(requestBytes + 64).append(head);
        while (json.length() + prose.length() < requestBytes - 4) {
            json.append(prose);
        }
        return json.append("\"}]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
