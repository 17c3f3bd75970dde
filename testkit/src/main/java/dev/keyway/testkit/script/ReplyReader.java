package dev.keyway.testkit.script;

import dev.keyway.testkit.dialect.Usage;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads one reply from JSON; the members have the names of the methods of {@link Reply}, times end in {@code Ms}. */
final class ReplyReader {

    private static final Set<String> BEGINNINGS = Set.of(
            "status",
            "error",
            "html",
            "redirect",
            "reset",
            "resetAfterRequest",
            "close",
            "silence",
            "headersOnly",
            "neverReading",
            "readingSlowly");

    private ReplyReader() {}

    static Reply read(JsonNode node) {
        Reply reply = begin(node);
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!BEGINNINGS.contains(member.getKey())) {
                reply = change(reply, member.getKey(), member.getValue());
            }
        }
        return reply;
    }

    private static Reply begin(JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            JsonNode value = member.getValue();
            switch (member.getKey()) {
                case "status" -> {
                    return Reply.status(value.asInt());
                }
                case "error" -> {
                    return Reply.error(ErrorNames.find(value));
                }
                case "html" -> {
                    return Reply.html(value.asInt());
                }
                case "redirect" -> {
                    return Reply.redirect(URI.create(value.asString()));
                }
                case "reset" -> {
                    return Reply.reset();
                }
                case "resetAfterRequest" -> {
                    return Reply.resetAfterRequest();
                }
                case "close" -> {
                    return Reply.close();
                }
                case "silence" -> {
                    return Reply.silence();
                }
                case "headersOnly" -> {
                    return Reply.headersOnly();
                }
                case "neverReading" -> {
                    return Reply.neverReading();
                }
                case "readingSlowly" -> {
                    return Reply.readingSlowly(value.path("bytes").asInt(), millis(value.path("everyMs")));
                }
                default -> {}
            }
        }
        return Reply.ok();
    }

    private static Reply change(Reply reply, String name, JsonNode value) {
        return switch (name) {
            case "headers" -> headers(reply, value);
            case "body" -> reply.body(value.isString() ? value.asString() : value.toString());
            case "beforeBody" -> reply.beforeBody();
            case "delayMs" -> reply.delay(millis(value));
            case "delayBodyMs" -> reply.delayBody(millis(value));
            case "gapMs" -> reply.gap(millis(value));
            case "chunks" -> reply.chunkCount(value.asInt());
            case "chunkBytes" -> reply.chunkBytes(value.asInt());
            case "text" -> reply.text(value.asString());
            case "usage" -> reply.usage(usage(value));
            case "usageUnasked" -> reply.usageUnasked();
            default -> fault(reply, name, value);
        };
    }

    private static Reply fault(Reply reply, String name, JsonNode value) {
        return switch (name) {
            case "cutAfter" -> reply.cutAfter(value.asInt());
            case "cutAfterBytes" -> reply.cutAfterBytes(value.asLong());
            case "resetAfter" -> reply.resetAfter(value.asInt());
            case "resetAfterHeaders" -> reply.resetAfterHeaders();
            case "silentAfter" -> reply.silentAfter(value.asInt());
            case "errorFirst" -> reply.errorFirst(ErrorNames.find(value));
            case "errorAfterLifecycle" -> reply.errorAfterLifecycle(ErrorNames.find(value));
            case "errorAfter" -> reply.errorAfter(value.path("chunks").asInt(), ErrorNames.find(value.path("error")));
            case "withoutTerminator" -> reply.withoutTerminator();
            case "withoutFinish" -> reply.withoutFinish();
            case "contentLengthOff" -> reply.contentLengthOff(value.asInt());
            case "badChunking" -> reply.badChunking();
            case "untilClose" -> reply.untilClose();
            case "halfBody" -> reply.halfBody();
            case "endlessLine" -> reply.endlessLine(value.asLong());
            case "gzip" -> reply.gzip();
            case "hugeHeader" -> reply.hugeHeader(value.asInt());
            case "inPiecesOf" -> reply.inPiecesOf(value.asInt());
            case "thenClose" -> reply.thenClose();
            default -> throw new IllegalArgumentException("unknown in a reply: " + name);
        };
    }

    private static Reply headers(Reply reply, JsonNode headers) {
        Reply changed = reply;
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            changed = changed.header(header.getKey(), header.getValue().asString());
        }
        return changed;
    }

    private static Usage usage(JsonNode counts) {
        return new Usage(
                counts.path("input").asInt(0),
                counts.path("output").asInt(0),
                counts.path("cached").asInt(0));
    }

    private static Duration millis(JsonNode value) {
        return Duration.ofMillis(value.asLong());
    }
}
