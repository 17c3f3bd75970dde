package dev.keyway.bench.rig;

import java.net.URI;

/**
 * A chat request to send.
 *
 * @param url where to
 * @param token the bearer token
 * @param body the JSON body
 */
public record Shot(URI url, String token, String body) {

    /** A chat completion at a base URL such as {@code http://127.0.0.1:8000/v1}. */
    public static Shot chat(URI base, String token, String model, String text, Form form) {
        String json = "{\"model\":\"" + model + "\",\"stream\":" + (form == Form.STREAM)
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
        return new Shot(URI.create(base + "/chat/completions"), token, json);
    }

    /** How the answer is asked for. */
    public enum Form {
        WHOLE,
        STREAM
    }
}
