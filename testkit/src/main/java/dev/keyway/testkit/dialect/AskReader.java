package dev.keyway.testkit.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One pass over the bytes of a JSON body, keeping only what an answer needs. */
final class AskReader {

    private static final byte[] ECHO = "echo:".getBytes(StandardCharsets.US_ASCII);

    private final byte[] body;
    private byte[] containers = new byte[32];
    private String[] keys = new String[32];
    private int depth;
    private boolean keyExpected;
    private boolean wellFormed = true;

    private String model = "";
    private boolean stream;
    private boolean includeUsage;
    private int textStart;
    private int textEnd;
    private int inputWords;
    private int inputs;
    private String tool = "";
    private boolean toolsForbidden;
    private boolean toolResultLast;
    private boolean base64;
    private String format = "";
    private String previous = "";
    private boolean stored = true;
    private boolean reasons;
    private boolean encrypts;

    AskReader(byte[] body) {
        this.body = body;
        Arrays.fill(keys, "");
    }

    Ask read() {
        for (int i = 0; i < body.length; i++) {
            switch (body[i]) {
                case '{', '[' -> open(body[i]);
                case '}', ']' -> close();
                case ',' -> keyExpected = containers[depth] == '{';
                case '"' -> i = string(i + 1);
                case 't' -> truth();
                case 'f' -> stored &= depth != 1 || !keys[1].equals("store");
                default -> {}
            }
        }
        int words = inputs > 0 ? inputWords : words(textStart, textEnd);
        String due = toolsForbidden || toolResultLast ? "" : tool;
        return new Ask(
                model,
                stream,
                includeUsage,
                marker(),
                Math.max(1, words),
                Math.max(1, inputs),
                due,
                base64,
                wellFormed && depth == 0,
                format,
                previous,
                stored,
                reasons,
                encrypts,
                "resp_fake");
    }

    private void open(byte container) {
        if (++depth == containers.length) {
            containers = Arrays.copyOf(containers, depth * 2);
            keys = Arrays.copyOf(keys, depth * 2);
        }
        containers[depth] = container;
        keys[depth] = "";
        keyExpected = container == '{';
        if (depth == 3 && inConversation()) {
            toolResultLast = false;
        }
        reasons |= depth == 2 && keys[1].equals("reasoning");
        inputs += depth == 3 && keys[1].equals("requests") ? 1 : 0;
    }

    private void close() {
        if (depth == 0) {
            wellFormed = false;
            return;
        }
        depth--;
        keyExpected = false;
    }

    private int string(int start) {
        int end = start;
        while (end < body.length && body[end] != '"') {
            end += body[end] == '\\' ? 2 : 1;
        }
        end = Math.min(end, body.length);
        if (keyExpected) {
            keys[depth] = end - start <= 24 ? text(start, end) : "";
            keyExpected = false;
            toolResultLast |= inConversation() && keys[depth].equals("functionResponse");
        } else {
            value(start, end);
        }
        return end;
    }

    private void value(int start, int end) {
        String key = containers[depth] == '{' || depth == 0 ? keys[depth] : keys[depth - 1];
        if (depth == 1 && key.equals("model")) {
            model = text(start, end);
        } else if (depth == 1 && key.equals("encoding_format")) {
            base64 = text(start, end).equals("base64");
        } else if (depth == 1 && key.equals("response_format")) {
            format = text(start, end);
        } else if (depth == 1 && key.equals("stream_format")) {
            stream |= text(start, end).equals("sse");
        } else if (depth == 1 && key.equals("previous_response_id")) {
            previous = text(start, end);
        } else if (depth == 2 && keys[1].equals("include")) {
            encrypts |= text(start, end).equals("reasoning.encrypted_content");
        } else if (keys[1].equals("documents") && depth == 2) {
            inputs++;
        } else if (depth == 1 && key.equals("query")) {
            mark(start, end);
        } else if (depth == 1 && key.equals("tool_choice")) {
            toolsForbidden = text(start, end).equals("none");
        } else if (keys[1].equals("tools")) {
            tool = tool.isEmpty() && key.equals("name") ? text(start, end) : tool;
        } else if (isInput() && depth <= 2) {
            inputs++;
            inputWords += words(start, end);
            mark(start, end);
        } else if (inConversation()) {
            conversation(key, start, end);
        }
    }

    private void conversation(String key, int start, int end) {
        switch (key) {
            case "content", "text", "prompt" -> mark(start, end);
            case "role" -> toolResultLast |= text(start, end).equals("tool");
            case "type" ->
                toolResultLast |= text(start, end).endsWith("tool_result")
                        || text(start, end).equals("function_call_output");
            default -> {}
        }
    }

    private void mark(int start, int end) {
        textStart = start;
        textEnd = end;
    }

    private void truth() {
        stream |= depth == 1 && keys[1].equals("stream");
        includeUsage |= depth == 2 && keys[1].equals("stream_options") && keys[2].equals("include_usage");
    }

    /** A list of texts: OpenAI's embeddings, Cohere's, and the documents that Cohere ranks. */
    private boolean isInput() {
        return keys[1].equals("input") || keys[1].equals("texts") || keys[1].equals("documents");
    }

    private boolean inConversation() {
        return switch (keys[1]) {
            case "messages", "contents", "prompt", "input" -> true;
            default -> false;
        };
    }

    private int words(int start, int end) {
        int words = 0;
        boolean inside = false;
        for (int i = start; i < end; i++) {
            boolean letter = body[i] != ' ';
            words += letter && !inside ? 1 : 0;
            inside = letter;
        }
        return words;
    }

    private String marker() {
        for (int i = textStart; i + ECHO.length < textEnd; i++) {
            if (Arrays.equals(body, i, i + ECHO.length, ECHO, 0, ECHO.length)) {
                int from = i + ECHO.length;
                int to = from;
                while (to < textEnd && (Character.isLetterOrDigit(body[to]) || body[to] == '-' || body[to] == '_')) {
                    to++;
                }
                return text(from, to);
            }
        }
        return "";
    }

    private String text(int start, int end) {
        return new String(body, start, end - start, StandardCharsets.UTF_8);
    }
}
