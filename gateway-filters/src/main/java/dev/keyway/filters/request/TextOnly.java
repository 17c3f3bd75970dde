package dev.keyway.filters.request;

import dev.keyway.filters.body.ElementIndex;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is text only: it sends no media, has the provider run no tools of its own, and refers to nothing that the provider
 * stores. Then its input has no more tokens than its body has bytes. What is not known to be text counts as something else.
 */
public final class TextOnly {

    private static final int DEEPEST = 4;

    private static final Set<String> PARTS = Set.of(
            "text",
            "input_text",
            "output_text",
            "summary_text",
            "reasoning_text",
            "refusal",
            "thinking",
            "redacted_thinking",
            "reasoning",
            "message",
            "tool_use",
            "tool_result",
            "function_call",
            "function_call_output",
            "custom_tool_call",
            "custom_tool_call_output");

    private static final Set<String> TOOLS = Set.of("function", "custom");

    /** Arrays of parts, wherever they are. */
    private static final List<String> ARRAYS =
            List.of("messages", "input", "system", "content", "output", "summary", "instructions");

    /** Members by which the provider adds input of its own. */
    private static final List<String> REFERENCES = List.of(
            "previous_response_id",
            "conversation",
            "prompt_id",
            "web_search_options",
            "modalities",
            "audio",
            "mcp_servers",
            "container",
            "plugins",
            "documents",
            "data_sources");

    private TextOnly() {}

    /** Whether a request is text only. */
    public static boolean is(MemberIndex request) {
        return REFERENCES.stream().noneMatch(name -> isGiven(request, name))
                && request.kind("prompt") != ValueKind.OBJECT
                && hasFunctionsOnly(request)
                && isText(request, DEEPEST);
    }

    private static boolean isGiven(MemberIndex request, String name) {
        ValueKind kind = request.kind(name);
        return kind != null && kind != ValueKind.NULL;
    }

    private static boolean hasFunctionsOnly(MemberIndex request) {
        ElementIndex tools = request.array("tools");
        if (tools == null) {
            return !isGiven(request, "tools");
        }
        for (int i = 0; i < tools.size(); i++) {
            MemberIndex tool = tools.object(i);
            if (tool == null || (tool.has("type") && !isOne(tool, TOOLS))) {
                return false;
            }
            // A tool without a type is a function in Anthropic's API, which has a schema.
            if (!tool.has("type") && !tool.has("input_schema") && !tool.has("function")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(MemberIndex part, int depth) {
        for (String name : ARRAYS) {
            Member member = part.member(name);
            if (member == null) {
                continue;
            }
            boolean isText = switch (member.kind()) {
                case ARRAY -> depth > 0 && areText(part.array(name), depth - 1);
                case OBJECT -> false;
                default -> true;
            };
            if (!isText) {
                return false;
            }
        }
        return true;
    }

    private static boolean areText(@Nullable ElementIndex parts, int depth) {
        if (parts == null) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            MemberIndex part = parts.object(i);
            if (part != null && (isOther(part) || !isText(part, depth))) {
                return false;
            }
        }
        return true;
    }

    /** An item without a type that has nothing but an ID refers to what the provider stores. */
    private static boolean isOther(MemberIndex part) {
        return part.has("type") ? !isOne(part, PARTS) : part.has("id") && !part.has("content");
    }

    private static boolean isOne(MemberIndex part, Set<String> types) {
        String type = part.string("type");
        return type != null && types.contains(type);
    }
}
