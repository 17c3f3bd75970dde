package dev.keyway.testkit.raw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it was read: head and body as ISO 8859-1 text, one byte a character.
 *
 * @param status the status code
 * @param headers in the order in which they came
 * @param body without chunk framing
 */
public record RawAnswer(int status, List<Map.Entry<String, String>> headers, String body) {

    /** The first header of that name, whatever its case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    static RawAnswer read(RawClient client) throws IOException {
        String head = client.readUntil("\r\n\r\n");
        List<String> lines = head.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().startsWith("HTTP/1.")) {
            throw new IOException("no HTTP answer but: '" + head + "'");
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(Map.entry(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
        }
        int status = Integer.parseInt(lines.getFirst().substring(9, 12));
        RawAnswer bare = new RawAnswer(status, headers, "");
        return new RawAnswer(status, headers, body(client, bare));
    }

    private static String body(RawClient client, RawAnswer head) throws IOException {
        if (head.header("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
            return chunks(client);
        }
        Optional<String> length = head.header("content-length");
        if (length.isPresent()) {
            byte[] body = client.readBytes(Integer.parseInt(length.get()));
            return new String(body, StandardCharsets.ISO_8859_1);
        }
        return head.status() < 200 || head.status() == 204 || head.status() == 304 ? "" : client.readToEnd();
    }

    private static String chunks(RawClient client) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            String line = client.readUntil("\r\n").strip();
            int size = Integer.parseInt(line.split(";", 2)[0], 16);
            body.append(new String(client.readBytes(size), StandardCharsets.ISO_8859_1));
            String unused = client.readUntil("\r\n");
            if (size == 0) {
                return body.toString();
            }
        }
    }
}
