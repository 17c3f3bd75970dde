package dev.keyway.filters.stored;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.filters.body.ElementIndex;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.stream.AnswerIds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTests {

    private final StoredAnswers answers = StoredAnswers.inMemory(InstantSource.system());
    private final References references = new References(answers);

    @Test
    void bindARequestToTheAccountThatKeepsWhatItRefersTo() {
        answers.remember("openai", List.of("resp_1"), new AnswerHome("red", "org-1"));
        assertThat(ask("{\"previous_response_id\":\"resp_1\"}", "red"))
                .isEqualTo(new Affinity("red", "org-1", false, Affinity.Keeps.ALL));
    }

    @Test
    void ofAnotherTeamAreUnknown() {
        answers.remember("openai", List.of("resp_1"), new AnswerHome("red", "org-1"));
        refused("{\"previous_response_id\":\"resp_1\"}", "stateful_reference", "previous_response_id");
    }

    @Test
    void toAudioLeadToTheAccountThatHasIt() {
        answers.remember("openai", List.of("audio_1"), new AnswerHome("blue", "org-1"));
        answers.remember("openai", List.of("audio_red"), new AnswerHome("red", "org-2"));
        String turn =
                "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\",\"audio\":{\"id\":\"%s\"}}]%s}";
        String speaks = ",\"modalities\":[\"text\",\"audio\"],\"audio\":{\"voice\":\"alloy\",\"format\":\"wav\"}";

        assertThat(chat(turn.formatted("audio_1", speaks)))
                .isEqualTo(new Affinity("blue", "org-1", false, Affinity.Keeps.ALL));
        assertThat(chat(turn.formatted("audio_1", "")))
                .isEqualTo(new Affinity("blue", "org-1", false, Affinity.Keeps.NOTHING));
        assertThat(chat(turn.formatted("audio_unknown", "")))
                .isEqualTo(new Affinity("blue", null, true, Affinity.Keeps.NOTHING));
        assertThat(chat("{\"messages\":[]}")).isEqualTo(Affinity.NONE);
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> chat(turn.formatted("audio_red", "")))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo("stateful_reference"));
    }

    private Affinity chat(String body) {
        return references.affinity(index(body), StreamStyle.OPENAI, "openai", "blue");
    }

    /** The first releases recorded no team. */
    @Test
    void ofNoTeamAreRefusedForEveryTeam() {
        answers.remember("openai", List.of("resp_old", "msg_old"), new AnswerHome("", "org-1"));

        refused("{\"previous_response_id\":\"resp_old\"}", "stateful_reference", "previous_response_id");
        refused("{\"input\":[{\"id\":\"msg_old\"}]}", "stateful_reference", "input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"resp_unknown\"", "\"\"", "7", "{}", "[\"resp_1\"]"})
    void thatAreUnknownAreRefused(String id) {
        refused("{\"previous_response_id\":" + id + "}", "stateful_reference", "previous_response_id");
    }

    @Test
    void areFoundHoweverTheNameIsEscaped() {
        answers.remember("openai", List.of("resp_1"), new AnswerHome("blue", "org-1"));
        assertThat(ask("{\"previous\\u005fresponse_id\":\"resp_1\"}", "blue").onlyAccount())
                .isEqualTo("org-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"previous_response_id\":\"resp_other\",\"previous_response_id\":null}",
                "{\"previous_response_id\":\"resp_other\",\"previous_response_id\":\"resp_1\"}",
                "{\"conversation\":\"c\",\"conversation\":null}",
                "{\"tools\":[{\"vector_store_ids\":[\"vs\"]}],\"tools\":[]}",
                "{\"tools\":[{\"container\":\"c\",\"container\":{}}]}"
            })
    void cannotBeHiddenBehindASecondMemberOfTheName(String body) {
        answers.remember("openai", List.of("resp_1"), new AnswerHome("blue", "org-1"));
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> ask(body, "blue"))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo("stateful_reference"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|ALL",
                "{\"store\":true}|ALL",
                "{\"store\":null}|ALL",
                "{\"store\":false}|ENCRYPTED",
                "{\"previous_response_id\":null,\"conversation\":null,\"prompt\":null}|ALL"
            })
    void ofAnswersThatMayBeKeptAreToBeRemembered(String body, Affinity.Keeps keeps) {
        assertThat(ask(body, "blue")).isEqualTo(new Affinity("blue", null, false, keeps));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{'type':'item_reference','id':'msg_1'}]|org-1|false",
                "[{'role':'user','content':'x'},{'id':'rs_1','type':'reasoning','summary':[]}]|org-1|false",
                "[{'type':'reasoning','summary':[],'encrypted_content':'gAAA\\u003d'}]|org-1|false",
                "[{'type':'mcp_approval_response','approval_request_id':'mcpr_1'}]|org-1|false",
                "[{'id':'msg_1'},{'id':'unknown'}]|org-1|true",
                "[{'id':'unknown'},7,'id',[{'id':'msg_2'}]]||true",
                "[{'id':'msg_1'},{'id':'msg_2'}]|org-2|true",
                "[{'id':'shared'}]||true",
                "[{'role':'user','content':[{'id':'msg_1'}]}]||false",
                "[{'type':'function_call_output','call_id':'msg_1','id':null,'encrypted_content':7}]||false",
                "'msg_1'||false",
                "{'id':'msg_1'}||false"
            })
    void toItemsLeadToTheAccountThatHasThem(String input, @Nullable String account, boolean searches) {
        answers.remember("openai", List.of("msg_1", "rs_1", "mcpr_1"), new AnswerHome("blue", "org-1"));
        answers.remember("openai", List.of(AnswerIds.ofEncrypted("gAAA=")), new AnswerHome("blue", "org-1"));
        answers.remember("openai", List.of("msg_2"), new AnswerHome("blue", "org-2"));
        answers.remember("openai", List.of("shared"), new AnswerHome("blue", "org-2"));
        answers.remember("openai", List.of("shared"), new AnswerHome("red", "org-1"));

        assertThat(ask("{\"input\":" + input.replace('\'', '"') + "}", "blue"))
                .isEqualTo(new Affinity("blue", account, searches, Affinity.Keeps.ALL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"}]}",
                "{\"input\":[{\"id\":\"msg_2\"},{\"id\":\"msg_1\",\"id\":\"msg_2\"}]}",
                "{\"input\":[{\"id\":\"msg_1\"}],\"input\":\"x\"}",
                "{\"input\":[{\"encrypted_content\":\"gAAA\"}]}",
                "{\"previous_response_id\":\"resp_1\",\"input\":[{\"id\":\"msg_1\"}]}"
            })
    void toItemsOfAnotherTeamAreRefused(String body) {
        answers.remember("openai", List.of("msg_1", AnswerIds.ofEncrypted("gAAA")), new AnswerHome("red", "org-1"));
        answers.remember("openai", List.of("resp_1", "msg_2"), new AnswerHome("blue", "org-1"));
        refused(body, "stateful_reference", "input");
    }

    @Test
    void toAnAnswerOutweighThoseToItems() {
        answers.remember("openai", List.of("resp_1"), new AnswerHome("blue", "org-1"));
        answers.remember("openai", List.of("msg_2"), new AnswerHome("blue", "org-2"));
        assertThat(ask("{\"previous_response_id\":\"resp_1\",\"input\":[{\"id\":\"msg_2\"}]}", "blue"))
                .isEqualTo(new Affinity("blue", "org-1", false, Affinity.Keeps.ALL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"conversation\":\"conv_1\"}|stateful_reference|conversation",
                "{\"conversation\":{\"id\":\"conv_1\"}}|stateful_reference|conversation",
                "{\"prompt\":{\"id\":\"pmpt_1\"}}|stateful_reference|prompt",
                "{\"tools\":[{\"type\":\"file_search\",\"vector_store_ids\":[\"vs_1\"]}]}|stateful_reference|vector_store_ids",
                "{\"tools\":[{\"type\":\"code_interpreter\",\"container\":\"cntr_1\"}]}|stateful_reference|container",
                "{\"tools\":[{\"container\":{\"type\":\"auto\",\"file_ids\":[\"file-1\"]}}]}|stateful_reference|file_ids",
                "{\"tools\":[{\"environment\":{\"type\":\"container_auto\",\"file_ids\":[\"file-1\"]}}]}|stateful_reference|file_ids",
                "{\"tools\":[{\"environment\":{\"container_id\":\"cntr_1\"}}]}|stateful_reference|container_id",
                "{\"background\":true}|invalid_request|background"
            })
    void toWhatNoPoolCanServeAreRefused(String body, String code, String param) {
        refused(body, code, param);
    }

    @Test
    void toContainersOfAnthropicAreRefused() {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() ->
                        references.affinity(index("{\"container\":\"c\"}"), StreamStyle.ANTHROPIC, "anthropic", ""))
                .satisfies(e -> assertThat(e.error().code()).isEqualTo("stateful_reference"));
    }

    @Test
    void areNotLookedForWhereThereAreNone() {
        assertThat(references.affinity(
                        index("{\"prompt\":\"Once\",\"tools\":[{\"container\":{\"type\":\"auto\"}}]}"),
                        StreamStyle.OPENAI,
                        "openai",
                        "blue"))
                .isEqualTo(Affinity.NONE);
        assertThat(ask("{\"tools\":[{\"container\":{\"type\":\"auto\"}},7]}", "blue")
                        .onlyAccount())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RESPONSES|{'input':[{'role':'user','content':[{'type':'input_file','file_id':'file-1'}]}]}",
                "RESPONSES|{'input':[7,{'content':'x'},{'content':[{'type':'input_image','file\\u005fid':'file-1'}]}]}",
                "RESPONSES|{'input':[{'type':'function_call_output','output':[{'file_id':'file-1'}]}]}",
                "RESPONSES|{'input':[{'type':'computer_call_output','output':{'file_id':'file-1'}}]}",
                "RESPONSES|{'tools':[{'type':'image_generation','input_image_mask':{'file_id':'file-1'}}]}",
                "RESPONSES|{'input':[{'content':[{'file_id':'file-1','file_id':null}]}]}",
                "OPENAI|{'messages':[{'content':[{'type':'text','text':'x'},{'type':'file','file':{'file_id':'file-1'}}]}]}",
                "OPENAI|{'messages':[{'content':[{'type':'file','file_id':'5f1c'}]}]}",
                "ANTHROPIC|{'messages':[{'content':[{'type':'document','source':{'type':'file','file_id':'file_1'}}]}]}",
                "ANTHROPIC|{'messages':[{'content':[{'source':{'content':[{'source':{'file_id':'file_1'}}]}}]}]}",
                "ANTHROPIC|{'messages':[{'content':[{'content':[{'source':{'content':[{'source':{'file_id':'f'}}]}}]}]}]}",
                "ANTHROPIC|{'messages':[{'content':[{'type':'container_upload','file_id':'file_1'}]}]}",
                "ANTHROPIC|{'messages':[{'content':[{'type':'tool_result','content':[{'source':{'file_id':'file_1'}}]}]}]}"
            })
    void toFilesInMessagesAreRefused(StreamStyle style, String body) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> references.affinity(index(body.replace('\'', '"')), style, "any", "blue"))
                .satisfies(e -> {
                    assertThat(e.error().code()).isEqualTo("stateful_reference");
                    assertThat(e.error().param()).isEqualTo("file_id");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RESPONSES|{'input':[{'content':[{'type':'input_file','file_id':null,'file_data':'x'}]}]}",
                "RESPONSES|{'input':'file_id','tools':[{'parameters':{'properties':{'file_id':{'type':'string'}}}}]}",
                "OPENAI|{'messages':[{'content':'file_id'}],'tools':[{'function':{'parameters':{'file_id':{}}}}]}",
                "OPENAI|{'metadata':{'file_id':'mine'}}",
                "ANTHROPIC|{'messages':[{'content':[{'type':'tool_use','input':{'file_id':'mine'}}]}]}",
                "ANTHROPIC|{'messages':[{'content':[{'type':'image','source':{'type':'url','url':'https://x'}}]}]}"
            })
    void toFilesAreNotSeenInWhatIsTheCallersOwn(StreamStyle style, String body) {
        assertThat(references
                        .affinity(index(body.replace('\'', '"')), style, "any", "blue")
                        .onlyAccount())
                .isNull();
    }

    @Test
    void toFilesAreFoundInABodyThatWasReadWithoutLookingOutForThem() {
        ByteBuf body = Unpooled.wrappedBuffer("{\"input\":[{\"content\":[{\"file_id\":\"f\"}]}]}".getBytes(UTF_8));
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> references.affinity(MemberIndex.of(body), StreamStyle.RESPONSES, "any", "blue"));
    }

    /** Looking ids up holds the event loop, so that other callers would wait. */
    @Test
    void areLookedUpInAsManyItemsAsAConversationMayHave() {
        String item = "{\"id\":\"i\"},";
        String most = "{\"input\":[" + item.repeat(ConversationItems.MOST_IDS) + "{}]}";
        assertThat(ask(most, "blue").searches()).isTrue();
        refused(most.replace("{}]", item + "{}]"), "invalid_request", "input");
        String elements = "{\"input\":[" + "0,".repeat(ElementIndex.MAX_ELEMENTS) + "0]}";
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> ask(elements, "blue"))
                .withMessageContaining("elements");
    }

    private void refused(String body, String code, String param) {
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> ask(body, "blue"))
                .satisfies(e -> {
                    assertThat(e.error().code()).isEqualTo(code);
                    assertThat(e.error().param()).isEqualTo(param);
                    assertThat(e.error().status()).isEqualTo(400);
                });
    }

    private Affinity ask(String body, String team) {
        return references.affinity(index(body), StreamStyle.RESPONSES, "openai", team);
    }

    private static MemberIndex index(String body) {
        return MemberIndex.of(Unpooled.wrappedBuffer(body.getBytes(UTF_8)), FileReferences.LOOKOUT);
    }
}
