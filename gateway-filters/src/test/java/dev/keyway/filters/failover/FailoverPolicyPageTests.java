package dev.keyway.filters.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page that people read says what the code does. */
class FailoverPolicyPageTests {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant STATED_RESET = NOW.plusSeconds(5_000);

    private final FailoverPolicy policy = new FailoverPolicy(() -> 0L);

    @Test
    void hasTheSameRowsAsTheCode() throws IOException {
        Map<String, List<String>> page = rowsOfThePage();

        assertThat(page.keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(FailureClass.values()).map(Enum::name).toList());
        for (FailureClass kind : FailureClass.values()) {
            assertThat(page.get(kind.name())).as(kind.name()).isEqualTo(rowOfTheCode(kind));
        }
    }

    private static Map<String, List<String>> rowsOfThePage() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "failover-policy.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 6 && cells[1].strip().matches("[A-Z_]+")) {
                rows.put(cells[1].strip(), List.of(cells[2].strip(), cells[3].strip(), cells[4].strip()));
            }
        }
        return rows;
    }

    private List<String> rowOfTheCode(FailureClass kind) {
        Penalty penalty = judge(kind, 1, null, null).penalty();
        return List.of(target(penalty), length(kind, penalty), next(kind));
    }

    private Verdict judge(FailureClass kind, int attempts, @Nullable Duration wait, @Nullable Instant until) {
        Failure failure = new Failure(kind, 0, "", null, null, null, wait, until);
        return policy.judge(failure, new AttemptHistory(attempts, attempts, attempts, attempts, 1), NOW);
    }

    private static String target(Penalty penalty) {
        return switch (penalty) {
            case Penalty.Nothing nothing -> "nothing";
            case Penalty.Provider provider -> "the provider, no key";
            case Penalty.Suspect suspect -> "suspicion against the key";
            case Penalty.AccountForModel account -> "account for this model";
            case Penalty.Account account -> "account";
            case Penalty.Key key -> "key";
            case Penalty.KeyForModel key -> "key for this model";
        };
    }

    private String length(FailureClass kind, Penalty penalty) {
        return switch (penalty) {
            case Penalty.Nothing nothing -> "–";
            case Penalty.Provider provider -> "–";
            case Penalty.Suspect suspect -> "backoff";
            case Penalty.AccountForModel unstated -> lengthOfLimit(kind, unstated);
            case Penalty.Account account -> account.length().toSeconds() + " s";
            case Penalty.Key key -> key.length().toSeconds() + " s";
            case Penalty.KeyForModel key -> key.length().toSeconds() + " s";
        };
    }

    private String lengthOfLimit(FailureClass kind, Penalty.AccountForModel unstated) {
        Penalty reset = judge(kind, 1, null, STATED_RESET).penalty();
        if (reset.equals(new Penalty.AccountForModel(STATED_RESET, kind))) {
            return "until the provider's reset";
        }
        Penalty stated = judge(kind, 1, Duration.ofSeconds(17), null).penalty();
        assertThat(stated).isEqualTo(new Penalty.AccountForModel(NOW.plusSeconds(17), kind));
        return "stated, or " + Duration.between(NOW, unstated.until()).toSeconds() + " s";
    }

    private String next(FailureClass kind) {
        String first = inWords(judge(kind, 1, null, null).next());
        String second = inWords(judge(kind, 2, null, null).next());
        if (first.startsWith("same key")) {
            return first + ", then " + second;
        }
        boolean stopsThen = second.equals("stop") && !first.equals("stop");
        return stopsThen ? first + ", once, then stop" : first;
    }

    private static String inWords(NextStep step) {
        return switch (step) {
            case NextStep.Stop stop -> "stop";
            case NextStep.Compare compare -> "one key of another account";
            case NextStep.SameKey same -> "same key" + pause(same.after());
            case NextStep.NextKey next ->
                "next key" + (next.otherAccountFirst() ? ", other account first" : "") + commaPause(next.after());
        };
    }

    private static String commaPause(Duration pause) {
        return pause.isZero() ? "" : "," + pause(pause);
    }

    private static String pause(Duration pause) {
        return pause.isZero() ? "" : " after 2^n s + jitter";
    }
}
