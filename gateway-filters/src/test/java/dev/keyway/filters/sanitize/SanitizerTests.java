package dev.keyway.filters.sanitize;

import static dev.keyway.filters.sanitize.Requests.sanitized;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.parameter.Condition;
import dev.keyway.catalogue.parameter.ParameterRule;
import dev.keyway.catalogue.parameter.ParameterRule.Clamp;
import dev.keyway.catalogue.parameter.ParameterRule.Drop;
import dev.keyway.catalogue.parameter.ParameterRule.DropIf;
import dev.keyway.catalogue.parameter.ParameterRule.DropInMessages;
import dev.keyway.catalogue.parameter.ParameterRule.DropUnless;
import dev.keyway.catalogue.parameter.ParameterRule.IncludeUsage;
import dev.keyway.catalogue.parameter.ParameterRule.KeepOnly;
import dev.keyway.catalogue.parameter.ParameterRule.KeepOnlyWithin;
import dev.keyway.catalogue.parameter.ParameterRule.MapRole;
import dev.keyway.catalogue.parameter.ParameterRule.Rename;
import dev.keyway.filters.sanitize.Requests.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SanitizerTests {

    private static Outcome fit(String request, ParameterRule... rules) {
        return sanitized(List.of(rules), "gpt-4.1", request);
    }

    private static String text(String request, ParameterRule... rules) {
        return fit(request, rules).text();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"model":"openai/gpt-4.1"}                    | {"model":"gpt-4.1"}
            {"model":"gpt-4.1" , "n":1.0}                 | {"model":"gpt-4.1" , "n":1.0}
            {"model":"x","mod\\u0065l":"gpt-4.1"}         | {"model":"gpt-4.1"}
            {"mod\\u0065l":"x"}                           | {"model":"gpt-4.1"}
            {"model":"gpt-4.1","model":"secret"}          | {"model":"gpt-4.1"}
            {"model":7}                                   | {"model":"gpt-4.1"}
            {"messages":[]}                               | {"messages":[]}
            """)
    void putsTheProvidersModelInThePlaceOfEveryOneGiven(String request, String sent) {
        assertThat(text(request)).isEqualTo(sent);
    }

    @Test
    void dropsAndTellsWhat() {
        Outcome outcome = fit("{\"a\":1,\"x\":1,\"\\u0078\":[2]}", new Drop("x"), new Drop("y"));

        assertThat(outcome).isEqualTo(new Outcome("{\"a\":1}", List.of("x"), false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"n":1}         | {"n":1}
            {"n":2}         | {}
            {"n":2,"n":1}   | {"n":1}
            {"n":1,"n":2}   | {}
            {}              | {}
            """)
    void dropsUnlessTheValueIsTheOneTaken(String request, String sent) {
        assertThat(text(request, new DropUnless("n", "1"))).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"t":1,"thinking":{"type":"\\u0065nabled"}}                    | {"thinking":{"type":"\\u0065nabled"}}
            {"t":1,"thinking":{"type":"disabled"}}                         | {"t":1,"thinking":{"type":"disabled"}}
            {"t":1,"thinking":{"type":"enabled","type":"disabled"}}        | {"t":1,"thinking":{"type":"disabled"}}
            {"t":1,"thinking":true}                                        | {"t":1,"thinking":true}
            """)
    void dropsWhereAConditionHoldsWithinAMember(String request, String sent) {
        Condition thinks = new Condition.IsWithin("thinking", "type", Set.of("enabled"));

        assertThat(text(request, new DropIf("t", thinks))).isEqualTo(sent);
    }

    @Test
    void seesTheRequestAsTheRulesBeforeLeftIt() {
        DropIf withTemperature = new DropIf("top_p", new Condition.Given("temperature"));

        assertThat(text("{\"temperature\":1,\"top_p\":1}", withTemperature)).isEqualTo("{\"temperature\":1}");
        assertThat(text("{\"temperature\":1,\"top_p\":1}", new Drop("temperature"), withTemperature))
                .isEqualTo("{\"top_p\":1}");
        assertThat(text("{\"temperature\":null,\"top_p\":1}", withTemperature))
                .isEqualTo("{\"temperature\":null,\"top_p\":1}");
    }

    @Test
    void keepsOnlyWhatIsKnown() {
        Outcome outcome = fit("{\"a\":1,\"b\\n\\r\":2,\"c\":3,\"d\":4,\"c\":5}", new KeepOnly(Set.of("a", "d")));

        assertThat(outcome).isEqualTo(new Outcome("{\"a\":1,\"d\":4}", List.of("(other)", "c"), false));
    }

    @Test
    void namesNoMoreDroppedMembersThanAHeaderHolds() {
        StringBuilder request = new StringBuilder("{\"a\":1");
        for (int i = 0; i < 100; i++) {
            request.append(",\"x").append(i).append("\":1");
        }

        assertThat(fit(request + "}", new KeepOnly(Set.of("a"))).dropped()).hasSize(32);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"e":{"google":{"thinking_config":{}}, "x":1}} | {"e":{"google":{"thinking_config":{}}}} | e.x
            {"e":{"google":1},"a":0}                       | {"e":{"google":1},"a":0}                |
            {"e":{"x":1},"a":0}                            | {"a":0}                                 | e
            {"e":{},"a":0}                                 | {"a":0}                                 | e
            {"e":"google"}                                 | {"e":"google"}                          |
            {"e":{"x":1},"e":{"google":1}}                 | {"e":{"google":1}}                      |
            """)
    void keepsOnlyWhatIsKnownWithinAMember(String request, String sent, String dropped) {
        Outcome outcome = fit(request, new KeepOnlyWithin("e", Set.of("google")));

        assertThat(outcome.text()).isEqualTo(sent);
        assertThat(outcome.dropped()).isEqualTo(dropped == null ? List.of() : List.of(dropped));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"max_tokens":5}                                 | {"max_completion_tokens":5}    |
            {"max_tokens":5,"max_completion_tokens":7}       | {"max_completion_tokens":7}    | max_tokens
            {"max_tokens":5,"max_completion_tokens":null}    | {"max_completion_tokens":5}    |
            {"max_completion_tokens":null}                   | {"max_completion_tokens":null} |
            """)
    void renamesWithoutLosingAGivenValue(String request, String sent, String dropped) {
        Outcome outcome = fit(request, new Rename("max_tokens", "max_completion_tokens"));

        assertThat(outcome.text()).isEqualTo(sent);
        assertThat(outcome.dropped()).isEqualTo(dropped == null ? List.of() : List.of(dropped));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"t":1.5}            | {"t":1}
            {"t":-1}             | {"t":0}
            {"t":1e999}          | {"t":1}
            {"t":0.70}           | {"t":0.70}
            {"t":1.0}            | {"t":1.0}
            {"t":"2"}            | {"t":"2"}
            {"t":0.5,"t":9}      | {"t":1}
            {"t":9,"t":0.5}      | {"t":0.5}
            """)
    void clampsNumbersAndLeavesWrongTypesToTheProvider(String request, String sent) {
        assertThat(text(request, new Clamp("t", "0", "1"))).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"stream":true}                                                   | {"stream":true,"stream_options":{"include_usage":true}}        | true
            {"stream":true,"stream_options":null}                             | {"stream":true,"stream_options":{"include_usage":true}}        | true
            {"stream":true,"stream_options":{}}                               | {"stream":true,"stream_options":{"include_usage":true}}        | true
            {"stream":true,"stream_options":{"a":1,"include_usage":false}}    | {"stream":true,"stream_options":{"a":1,"include_usage":true}}  | true
            {"stream":true,"stream_options":{"include_usage":true}}           | {"stream":true,"stream_options":{"include_usage":true}}        | false
            {"stream":true,"stream_options":{"include_usage":false,"include_usage":true}} | {"stream":true,"stream_options":{"include_usage":true}} | false
            {"stream":true,"stream_options":1}                                | {"stream":true,"stream_options":1}                             | false
            {"stream":false}                                                  | {"stream":false}                                               | false
            {"stream":"true"}                                                 | {"stream":"true"}                                              | false
            {}                                                                | {}                                                             | false
            """)
    void switchesUsageOnForStreamsAndSaysWhenTheClientHadNotAsked(String request, String sent, boolean forced) {
        Outcome outcome = fit(request, new IncludeUsage());

        assertThat(outcome.text()).isEqualTo(sent);
        assertThat(outcome.usageForced()).isEqualTo(forced);
    }

    /** Usage stays forced, and the client gets no chunk it did not ask for, as long as the provider is asked for it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"stream":true,"stream_options":{"include_obfuscation":false}}          | stream_options.include_obfuscation | {"stream":true,"stream_options":{"include_usage":true}} | true
            {"stream":true,"stream_options":{"a":1,"include_obfuscation":false}}    | stream_options.include_obfuscation | {"stream":true,"stream_options":{"a":1,"include_usage":true}} | true
            {"stream":true,"stream_options":{"a":1}}                                | stream_options.include_usage       | {"stream":true,"stream_options":{"a":1}} | false
            {"stream":true,"stream_options":{}}                                     | stream_options.include_usage       | {"stream":true} | false
            {"stream":true,"stream_options":{"a":1}}                                | stream_options                     | {"stream":true} | false
            """)
    void usageIsForcedUntilThatItselfIsRefused(String request, String refused, String sent, boolean forced) {
        Outcome outcome = Requests.sanitized(
                Sanitizer.of(List.of(new IncludeUsage()), "m").without(List.of(refused)), request);

        assertThat(outcome.text()).isEqualTo(sent);
        assertThat(outcome.usageForced()).isEqualTo(forced);
        assertThat(outcome.dropped()).containsExactly(refused);
    }

    @Test
    void walksOverTheMessages() {
        String request =
                "{\"messages\": [{\"role\":\"developer\",\"content\":\"name\"}, {\"role\":\"user\", \"n\\u0061me\":\"Ann\"},"
                        + " 7, {\"role\":\"user\",\"role\":\"d\\u0065veloper\"}, {\"role\":\"developer\",\"role\":\"user\"}]}";

        Outcome outcome = fit(request, new MapRole("developer", "system"), new DropInMessages("name"));

        assertThat(outcome.text())
                .isEqualTo("{\"messages\": [{\"role\":\"system\",\"content\":\"name\"}, {\"role\":\"user\"},"
                        + " 7, {\"role\":\"system\"}, {\"role\":\"user\"}]}");
        assertThat(outcome.dropped()).containsExactly("messages[].name");
    }

    @Test
    void letsNoEarlierListOfMessagesPassUnseen() {
        String request = "{\"messages\":[{\"name\":\"x\"}],\"m\\u0065ssages\":[{\"role\":\"user\"}]}";

        assertThat(text(request, new DropInMessages("name"))).isEqualTo("{\"m\\u0065ssages\":[{\"role\":\"user\"}]}");
    }
}
