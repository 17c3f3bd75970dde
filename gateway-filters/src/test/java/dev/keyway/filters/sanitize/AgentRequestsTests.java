package dev.keyway.filters.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.sanitize.Requests.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What agents send that have talked to one provider and go on with another. */
class AgentRequestsTests {

    private static Outcome sent(String provider, Operation operation, String model, String request) {
        return Requests.sanitized(
                new KnownProviders().find(provider).orElseThrow().parameters(), operation, model, request);
    }

    private static String messages(String messages) {
        return "{\"messages\":[" + messages + "]}";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            groq | {"role":"assistant","content":"a","reasoning_content":"r"} | {"role":"assistant","content":"a"}
            groq | {"role":"assistant","content":"a","reasoning":"r"} | {"role":"assistant","content":"a","reasoning":"r"}
            openai | {"role":"assistant","content":"a","reasoning_content":"r","reasoning_details":[{}]} | {"role":"assistant","content":"a"}
            openai | {"role":"assistant","content":"a","audio":{"id":"x"},"refusal":null} | {"role":"assistant","content":"a","audio":{"id":"x"},"refusal":null}
            mistral | {"role":"assistant","content":"a","reasoning":"r"} | {"role":"assistant","content":"a"}
            gemini | {"role":"assistant","content":"a","refusal":null,"annotations":[],"reasoning_content":"r"} | {"role":"assistant","content":"a"}
            cohere | {"role":"assistant","content":"a","thinking_blocks":[]} | {"role":"assistant","content":"a"}
            fireworks | {"role":"assistant","content":"a","reasoning_content":"r","reasoning":"r"} | {"role":"assistant","content":"a","reasoning_content":"r"}
            deepseek | {"role":"assistant","content":"a","reasoning_content":"r"} | {"role":"assistant","content":"a","reasoning_content":"r"}
            xai | {"role":"assistant","content":"a","reasoning_content":"r"} | {"role":"assistant","content":"a","reasoning_content":"r"}
            openrouter | {"role":"assistant","content":"a","reasoning":"r","reasoning_details":[]} | {"role":"assistant","content":"a","reasoning":"r","reasoning_details":[]}
            openai | {"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]} | {"role":"user","content":[{"type":"text","text":"a"}]}
            openrouter | {"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]} | {"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]}
            openai | {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"text","text":"a"}]} | {"role":"assistant","content":[{"type":"text","text":"a"}]}
            openai | {"role":"assistant","content":[ {"type":"text","text":"a"}, {"type":"redacted_thinking","data":"d"} , {"type":"thinking","thinking":"t"} ]} | {"role":"assistant","content":[ {"type":"text","text":"a"} ]}
            openai | {"role":"assistant","content":[{"type":"text","text":"a"},{"type":"thinking"},{"type":"text","text":"b","cache_control":{}}]} | {"role":"assistant","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}
            openai | {"role":"assistant","content":[{"type":"thinking","thinking":"t"}],"tool_calls":[{"id":"1"}]} | {"role":"assistant","content":"","tool_calls":[{"id":"1"}]}
            mistral | {"role":"assistant","content":[{"type":"thinking","thinking":[]},{"type":"text","text":"a"}]} | {"role":"assistant","content":[{"type":"thinking","thinking":[]},{"type":"text","text":"a"}]}
            """)
    void keepOfMessagesWhatTheProviderTakes(String provider, String message, String expected) {
        assertThat(sent(provider, Operation.CHAT, "m", messages(message)).text())
                .isEqualTo(messages(expected));
    }

    @Test
    void reportWhatWentFromMessages() {
        Outcome outcome = sent("openai", Operation.CHAT, "gpt-4o", messages("""
                {"role":"assistant","reasoning_content":"r","content":[{"type":"thinking"},{"type":"text","cache_control":{}}]}"""));

        assertThat(outcome.dropped())
                .containsExactly(
                        "messages[].reasoning_content",
                        "messages[].content[thinking]",
                        "messages[].content[].cache_control");
    }

    @Test
    void keepMembersOfOtherDialectsOutOfAnthropicsMessages() {
        assertThat(sent("anthropic", Operation.MESSAGES, "claude-haiku-4-5", messages("""
                {"role":"assistant","content":[{"type":"thinking","thinking":"t"}],"reasoning_content":"r"}"""))
                        .text())
                .isEqualTo(
                        messages("{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"t\"}]}"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            openai | {"a":1,"tools":[],"tool_choice":"auto","parallel_tool_calls":true} | {"a":1}
            openai | {"a":1,"tools":[ ],"tool_choice":"none"} | {"a":1}
            openai | {"tool_choice":"auto","a":1} | {"a":1}
            openai | {"a":1,"tools":[],"tool_choice":"required"} | {"a":1,"tool_choice":"required"}
            openai | {"tools":[{"type":"function"}],"tool_choice":"auto","parallel_tool_calls":true} | {"tools":[{"type":"function"}],"tool_choice":"auto","parallel_tool_calls":true}
            together | {"a":1,"tools":[],"tool_choice":"auto","parallel_tool_calls":true} | {"a":1}
            openai | {"max_tokens":10,"max_completion_tokens":20} | {"max_completion_tokens":20}
            mistral | {"max_tokens":10,"max_completion_tokens":20} | {"max_tokens":20}
            groq | {"max_tokens":10} | {"max_tokens":10}
            openai | {"max_tokens":10,"max_completion_tokens":null} | {"max_tokens":10,"max_completion_tokens":null}
            """)
    void askForToolsAndLengthInOneWay(String provider, String request, String expected) {
        assertThat(sent(provider, Operation.CHAT, "m", request).text()).isEqualTo(expected);
    }

    @Test
    void askSearchingModelsWithoutSampling() {
        assertThat(sent("openai", Operation.CHAT, "gpt-4o-search-preview-2025-03-11", """
                {"temperature":1,"top_p":1,"presence_penalty":0,"frequency_penalty":0,"web_search_options":{}}""")
                        .text())
                .isEqualTo("{\"web_search_options\":{}}");
    }

    @Test
    void keepMistralsCache() {
        assertThat(sent("mistral", Operation.CHAT, "mistral-large-2512", "{\"prompt_cache_key\":\"s-1\"}")
                        .text())
                .isEqualTo("{\"prompt_cache_key\":\"s-1\"}");
    }
}
