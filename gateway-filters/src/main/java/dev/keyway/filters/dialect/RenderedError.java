package dev.keyway.filters.dialect;

import java.util.Map;

/**
 * An error answer, ready to be written.
 *
 * @param status the HTTP status
 * @param headers all headers of the answer but its length
 * @param body the JSON body, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record RenderedError(int status, Map<String, String> headers, byte[] body) {

    public RenderedError {
        headers = Map.copyOf(headers);
    }
}
