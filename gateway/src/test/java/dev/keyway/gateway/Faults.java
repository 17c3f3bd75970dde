package dev.keyway.gateway;

import dev.keyway.gateway.FaultyServer.Ask;
import dev.keyway.gateway.FaultyServer.Behaviour;
import dev.keyway.gateway.FaultyServer.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ways in which a provider's side of a connection goes wrong, or only looks as if it did, in the bytes that it sends. */
final class Faults {

    /** What a good answer says. */
    static final String TEXT = "one two three";

    /** What a gateway of a test waits for a first byte, and between two pieces. */
    static final Duration LIMIT = Duration.ofSeconds(8);

    private static final Duration SHORT = Duration.ofMillis(150);
    private static final String JSON = "content-type: application/json\r\n";
    private static final String EVENTS = "content-type: text/event-stream\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static final String ANSWER = """
            {"id":"c-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"%s"},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}""".formatted(TEXT);

    private Faults() {}

    /** All of them by name, in the order in which a call gets on. */
    static Map<String, Behaviour> all() {
        Map<String, Behaviour> all = new LinkedHashMap<>();
        connection(all);
        request(all);
        head(all);
        framing(all);
        content(all);
        pauses(all);
        return all;
    }

    private static void connection(Map<String, Behaviour> all) {
        all.put("reset when accepted", Wire::reset);
        all.put("closed when accepted", wire -> {});
        all.put("a TLS alert instead of HTTP", wire -> wire.send("\u0015\u0003\u0001\u0000\u0002\u0002("));
        all.put("another protocol speaks first", wire -> {
            wire.send("SSH-2.0-OpenSSH_9.6\r\n");
            wire.silence();
        });
    }

    private static void request(Map<String, Behaviour> all) {
        all.put("reset within the request", wire -> {
            wire.readHead();
            wire.reset();
        });
        all.put("closed within the request", Wire::readHead);
        all.put("reset after the request", after((wire, ask) -> wire.reset()));
        all.put("closed after the request", after((wire, ask) -> {}));
        all.put("silent after the request", after((wire, ask) -> wire.silence()));
        all.put("the request is never read", wire -> {
            wire.readHead();
            wire.pause(LIMIT.multipliedBy(3));
        });
        all.put("kept alive, then closed as the next request goes out", wire -> {
            Ask first = wire.read();
            if (first != null) {
                wire.send(good(first));
                wire.readHead();
            }
        });
        all.put("kept alive, then reset as the next request goes out", wire -> {
            Ask first = wire.read();
            if (first != null) {
                wire.send(good(first));
                wire.readHead();
                wire.reset();
            }
        });
    }

    private static void head(Map<String, Behaviour> all) {
        all.put("a status line that is none", saying("HTTP/1.1 fine\r\n\r\n"));
        all.put("HTTP of another version", saying("HTTP/3.7 200 OK\r\ncontent-length: 0\r\n\r\n"));
        all.put("headers that are none", saying(OK + "this is no header\r\n: nor this\r\n\r\n"));
        all.put(
                "a header of 100 KB",
                after((wire, ask) -> wire.send(OK + "x-huge: " + "h".repeat(100_000) + "\r\n" + rest(ask))));
        all.put(
                "5,000 headers",
                after((wire, ask) -> wire.send(OK + "x-one-of-many: value\r\n".repeat(5_000) + rest(ask))));
        all.put("closed within the headers", saying(OK + JSON + "content-le"));
        all.put("reset within the headers", after((wire, ask) -> {
            wire.send(OK + JSON + "content-le");
            wire.reset();
        }));
        all.put("headers that never end", after((wire, ask) -> {
            wire.send(OK + JSON + "content-le");
            wire.silence();
        }));
        all.put("headers in single bytes", after((wire, ask) -> {
            wire.sendSlowly("HTTP/1.1 200 OK\r\n", 1, Duration.ofMillis(5));
            wire.send(rest(ask));
        }));
        all.put(
                "100 Continue that nobody asked for",
                after((wire, ask) -> wire.send("HTTP/1.1 100 Continue\r\n\r\n" + good(ask))));
        all.put("100 Continue, then nothing", after((wire, ask) -> {
            wire.send("HTTP/1.1 100 Continue\r\n\r\n");
            wire.silence();
        }));
        all.put("100 Continue before the request is read", wire -> {
            wire.send("HTTP/1.1 100 Continue\r\n\r\n");
            Ask ask = wire.read();
            if (ask != null) {
                wire.send(good(ask));
            }
        });
        all.put(
                "102 Processing, several times",
                after((wire, ask) -> wire.send("HTTP/1.1 102 Processing\r\n\r\n".repeat(20) + good(ask))));
        all.put(
                "103 Early Hints with headers",
                after((wire, ask) ->
                        wire.send("HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n" + good(ask))));
        all.put(
                "101 Switching Protocols",
                saying("HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n"));
        all.put("201 with a good body", after((wire, ask) -> wire.send("HTTP/1.1 201 Created\r\n" + rest(ask))));
        all.put("204 No Content", saying("HTTP/1.1 204 No Content\r\n\r\n"));
        all.put("304 Not Modified", saying("HTTP/1.1 304 Not Modified\r\n\r\n"));
        all.put(
                "a redirect to another host",
                saying("HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n"));
        all.put(
                "a permanent redirect to itself",
                saying(
                        "HTTP/1.1 308 Permanent Redirect\r\nlocation: /v1/chat/completions\r\ncontent-length: 0\r\n\r\n"));
        all.put("a login page, 200", saying(page("200 OK")));
        all.put("a proxy's page, 407", saying(page("407 Proxy Authentication Required")));
        all.put("a proxy's page, 502", saying(page("502 Bad Gateway")));
        all.put("a CDN's page, 524", saying(page("524 A Timeout Occurred")));
        all.put("an answer before the request is read", wire -> {
            wire.readHead();
            wire.send("HTTP/1.1 500 Internal Server Error\r\n" + JSON
                    + "content-length: 2\r\nconnection: close\r\n\r\n{}");
        });
    }

    private static void framing(Map<String, Behaviour> all) {
        all.put(
                "no length and no chunks",
                after((wire, ask) -> wire.send(OK + type(ask) + "connection: close\r\n\r\n" + body(ask))));
        all.put("HTTP/1.0", after((wire, ask) -> wire.send("HTTP/1.0 200 OK\r\n" + type(ask) + "\r\n" + body(ask))));
        all.put("closed in good order after the answer", after((wire, ask) -> wire.send(good(ask))));
        all.put(
                "more bytes promised than come",
                after((wire, ask) -> wire.send(OK + type(ask) + length(body(ask).length() + 10) + body(ask))));
        all.put(
                "fewer bytes promised than come",
                serving(ask -> OK + type(ask) + length(body(ask).length() - 10) + body(ask)));
        all.put(
                "two lengths that differ",
                after((wire, ask) -> wire.send(OK + type(ask) + "content-length: 5\r\n"
                        + length(body(ask).length()) + body(ask))));
        all.put(
                "length and chunks at once",
                after((wire, ask) -> wire.send(OK + type(ask)
                        + "content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n" + chunk(body(ask)) + "0\r\n\r\n")));
        all.put(
                "a length that is no number",
                after((wire, ask) -> wire.send(OK + type(ask) + "content-length: many\r\n\r\n" + body(ask))));
        all.put(
                "chunk sizes that are no numbers",
                after((wire, ask) -> wire.send(chunked(ask) + "zz\r\n" + body(ask) + "\r\n0\r\n\r\n")));
        all.put(
                "a chunk size beyond all bounds",
                after((wire, ask) -> wire.send(chunked(ask) + "ffffffffffffffffff\r\n" + body(ask))));
        all.put(
                "chunks without the last one, closed",
                after((wire, ask) -> wire.send(chunked(ask) + chunk(half(ask)))));
        all.put("chunks without the last one, reset", after((wire, ask) -> {
            wire.send(chunked(ask) + chunk(half(ask)));
            wire.reset();
        }));
        all.put(
                "all content, but no last chunk, closed",
                after((wire, ask) -> wire.send(chunked(ask) + chunk(body(ask)))));
        all.put(
                "trailers after the last chunk",
                serving(ask -> chunked(ask) + chunk(body(ask)) + "0\r\nx-checksum: 1\r\n\r\n"));
        all.put(
                "chunk extensions",
                serving(ask -> chunked(ask) + Integer.toHexString(body(ask).length()) + ";name=value\r\n" + body(ask)
                        + "\r\n0\r\n\r\n"));
        all.put("chunks of one byte", serving(ask -> {
            StringBuilder wire = new StringBuilder(chunked(ask));
            body(ask).chars().forEach(c -> wire.append("1\r\n").append((char) c).append("\r\n"));
            return wire + "0\r\n\r\n";
        }));
        all.put(
                "bytes after the answer",
                serving(ask -> good(ask) + "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nnot"));
        all.put(
                "compressed, though nobody asked",
                after((wire, ask) -> wire.send(
                        OK + type(ask) + "content-encoding: gzip\r\n" + length(4) + "\u001f\u008b\u0008\u0000")));
    }

    private static void content(Map<String, Behaviour> all) {
        all.put("an empty body", after((wire, ask) -> wire.send(OK + type(ask) + length(0))));
        all.put(
                "half of the body, framed as the whole",
                after((wire, ask) -> wire.send(OK + type(ask) + length(half(ask).length()) + half(ask))));
        all.put("JSON that is no object", saying(OK + JSON + length(2) + "[]"));
        all.put("JSON that does not end", saying(OK + JSON + length(9) + "{\"id\":\"a\""));
        all.put("plain text", saying(OK + "content-type: text/plain\r\n" + length(2) + "OK"));
        all.put("bytes that are no text", saying(OK + JSON + length(4) + "\u0000\u00ff\u00fe\u0080"));
        all.put(
                "an error in a 200",
                saying(OK + JSON + length(75)
                        + "{\"error\":{\"message\":\"The server had an error.\",\"type\":\"server_error\",\"x\":1}}"));
        all.put(
                "an error as the first event",
                after(
                        (wire, ask) -> wire.send(
                                OK + EVENTS + "connection: close\r\n\r\n"
                                        + "data: {\"error\":{\"message\":\"The server had an error.\",\"type\":\"server_error\"}}\n\n")));
        all.put("closed after the first piece", after((wire, ask) -> wire.send(chunked(ask) + chunk(first(ask)))));
        all.put("reset after the first piece", after((wire, ask) -> {
            wire.send(chunked(ask) + chunk(first(ask)));
            wire.reset();
        }));
        all.put(
                "an error after the first piece",
                after((wire, ask) -> wire.send(chunked(ask) + chunk(first(ask))
                        + chunk(
                                "data: {\"error\":{\"message\":\"The server had an error.\",\"type\":\"server_error\"}}\n\n")
                        + "0\r\n\r\n")));
        all.put(
                "no end of the content, framed as whole",
                after((wire, ask) -> wire.send(chunked(ask) + chunk(first(ask)) + "0\r\n\r\n")));
        all.put(
                "no [DONE] after the content",
                serving(ask -> chunked(ask) + chunk(body(ask).replace("data: [DONE]\n\n", "")) + "0\r\n\r\n"));
        all.put("no [DONE] after the content, reset", after((wire, ask) -> {
            wire.send(chunked(ask) + chunk(body(ask).replace("data: [DONE]\n\n", "")));
            wire.reset();
        }));
        all.put(
                "a content type that says something else",
                serving(ask ->
                        OK + "content-type: text/plain\r\n" + length(body(ask).length()) + body(ask)));
        all.put(
                "one JSON object, whatever was asked for",
                serving(ask -> OK + JSON + length(ANSWER.length()) + ANSWER));
    }

    private static void pauses(Map<String, Behaviour> all) {
        all.put("late headers, within the limit", after((wire, ask) -> {
            wire.pause(SHORT);
            wire.send(good(ask));
        }));
        all.put("a late body, within the limit", after((wire, ask) -> {
            wire.send(OK + type(ask) + length(body(ask).length()));
            wire.pause(SHORT);
            wire.send(body(ask));
        }));
        all.put("a slow body, within the limit", after((wire, ask) -> {
            wire.send(OK + type(ask) + length(body(ask).length()));
            wire.sendSlowly(body(ask), 40, Duration.ofMillis(10));
        }));
        all.put("headers, then silence", after((wire, ask) -> {
            wire.send(OK + type(ask) + length(body(ask).length()));
            wire.silence();
        }));
        all.put("silence after the first piece", after((wire, ask) -> {
            wire.send(chunked(ask) + chunk(first(ask)));
            wire.silence();
        }));
        all.put("comments, but no content", after((wire, ask) -> {
            wire.send(chunked(ask));
            for (int i = 0; i < 100; i++) {
                wire.send(chunk(ask.stream() ? ": still here\n\n" : " "));
                wire.pause(Duration.ofMillis(100));
            }
        }));
    }

    /** Does one thing once a request is read. */
    private interface Answering {
        void to(Wire wire, Ask ask) throws IOException;
    }

    /** Wire bytes for a request. */
    private interface Saying {
        String to(Ask ask);
    }

    private static Behaviour after(Answering answering) {
        return wire -> {
            Ask ask = wire.read();
            if (ask != null) {
                answering.to(wire, ask);
            }
        };
    }

    private static Behaviour saying(String text) {
        return after((wire, ask) -> wire.send(text));
    }

    /** One request after the other on a connection that stays open. */
    private static Behaviour serving(Saying saying) {
        return wire -> {
            for (Ask ask = wire.read(); ask != null; ask = wire.read()) {
                wire.send(saying.to(ask));
            }
        };
    }

    /** A good answer. */
    static String good(Ask ask) {
        return OK + rest(ask);
    }

    /** One request after the other, all served. */
    static Behaviour well() {
        return serving(Faults::good);
    }

    /** Half of an answer that has neither length nor chunks. */
    static Behaviour half() {
        return after((wire, ask) -> wire.send(OK + type(ask) + "connection: close\r\n\r\n" + first(ask)));
    }

    private static String rest(Ask ask) {
        return type(ask) + length(body(ask).length()) + body(ask);
    }

    private static String page(String status) {
        String html = "<html><body>Please log in</body></html>";
        return "HTTP/1.1 " + status + "\r\ncontent-type: text/html\r\n" + length(html.length()) + html;
    }

    private static String chunked(Ask ask) {
        return OK + type(ask) + "transfer-encoding: chunked\r\n\r\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    /** The last header and the end of all. */
    private static String length(int bytes) {
        return "content-length: " + bytes + "\r\n\r\n";
    }

    private static String type(Ask ask) {
        return ask.stream() ? EVENTS : JSON;
    }

    private static String half(Ask ask) {
        return body(ask).substring(0, body(ask).length() / 2);
    }

    private static String first(Ask ask) {
        return ask.stream() ? event("one") : half(ask);
    }

    private static String body(Ask ask) {
        return ask.stream()
                ? event("one") + event(" two") + event(" three")
                        + "data: {\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                        + "data: {\"id\":\"c-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}}\n\n"
                        + "data: [DONE]\n\n"
                : ANSWER;
    }

    private static String event(String text) {
        return "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
                + "[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
    }
}
