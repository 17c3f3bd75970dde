package dev.keyway.filters.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers with status 200 that are none, by operation, and those that only look so. */
class EmptyAnswerTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"x\",\"choices\":null,\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}}",
                "{\"id\":\"x\",\"object\":\"chat.completion\",\"choices\":[]}",
                "{\"id\":\"x\",\"usage\":{\"total_tokens\":1}}",
                "{\"choices\":[{}]}",
                "{\"choices\":[null]}",
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null},\"finish_reason\":null}]}",
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[]}}]}",
                "{\"object\":\"list\",\"data\":[],\"model\":\"m\",\"usage\":{}}",
                "{\"object\":\"list\",\"data\":null}",
                "{\"created\":1,\"data\":[]}",
                "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[],\"stop_reason\":null,\"usage\":{}}",
                "{\"id\":\"r\",\"object\":\"response\",\"output\":[]}",
                "{\"id\":\"x\",\"results\":null}",
                "{\"usageMetadata\":{\"promptTokenCount\":1},\"modelVersion\":\"m\"}",
                "{\"candidates\":[],\"usageMetadata\":{}}",
                "{\"candidates\":[{\"index\":0}]}",
                "{\"object\":\"response\",\"status\":\"completed\",\"output\":null,\"usage\":{}}",
                "{\"output\":null,\"object\":\"response\",\"status\":\"incomplete\",\"tools\":[{\"type\":\"x\"}]}",
                "{\"type\":\"message\",\"content\":null,\"stop_reason\":\"end_turn\",\"usage\":{\"output_tokens\":0}}",
                "{\"base_resp\":{\"status_code\":1008,\"status_msg\":\"insufficient balance\"},\"choices\":null}"
            })
    void sayNothing(String answer) {
        assertThat(EmptyAnswer.is(answer.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"length\"}]}",
                "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[{\"id\":\"c\"}]},\"finish_reason\":null}]}",
                "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"no\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"\",\"reasoning_content\":\"r\"}}]}",
                "{\"choices\":[{},{\"text\":\"a\"}]}",
                "{\"choices\":[{\"text\":\"\",\"finish_reason\":\"stop\"}]}",
                "{\"type\":\"message\",\"content\":[],\"stop_reason\":\"end_turn\"}",
                "{\"input_tokens\":0}",
                "{\"object\":\"response\",\"status\":\"incomplete\",\"output\":[]}",
                "{\"object\":\"response\",\"status\":\"queued\",\"output\":[]}",
                "{\"object\":\"response\",\"status\":\"queued\",\"output\":null}",
                "{\"object\":\"response\",\"output\":null,\"status\":\"in_progress\"}",
                "{\"object\":\"response\",\"status\":\"completed\",\"output\":[]}",
                "{\"object\":\"list\",\"data\":null,\"has_more\":false}",
                "{\"choices\":[[null],{\"finish_reason\":\"stop\"}]}",
                "{\"message\":{\"role\":\"assistant\",\"content\":null},\"finish_reason\":\"COMPLETE\"}",
                "{\"data\":[{\"embedding\":[]}]}",
                "{\"text\":\"\"}",
                "{\"id\":\"x\",\"results\":[]}",
                "{\"results\":[{\"flagged\":false}]}",
                "{\"candidates\":[{\"finishReason\":\"SAFETY\"}]}",
                "{\"promptFeedback\":{\"blockReason\":\"OTHER\"}}",
                "{\"totalTokens\":0}",
                "{\"pages\":[{\"index\":0}]}",
                "[{\"candidates\":[]}]",
                "{\"choices\":[]",
                ""
            })
    void areAnswersOrNoObjects(String answer) {
        assertThat(EmptyAnswer.is(answer.getBytes(StandardCharsets.UTF_8))).isFalse();
    }
}
