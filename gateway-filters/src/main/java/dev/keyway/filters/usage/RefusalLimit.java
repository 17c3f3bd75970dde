package dev.keyway.filters.usage;

import dev.keyway.filters.record.RequestRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limit of refusals that are recorded singly: five a second for each token. Beyond that those of one token and code are counted for ten
 * seconds and recorded together. Safe for use by many threads.
 */
final class RefusalLimit {

    private static final int SINGLY = 5;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration COUNTED = Duration.ofSeconds(10);

    private final Map<String, Token> tokens = new HashMap<>();

    /** Refusals of one token. */
    private static final class Token {

        private Instant second = Instant.MIN;
        private int singly;
        private final Map<String, Counted> counted = new HashMap<>();
    }

    /**
     * Refusals that are recorded together.
     *
     * @param first the first of them
     */
    record Counted(RequestRefused first, long count) {

        /** One more. Refusals of several models are recorded together as refusals of none in particular. */
        Counted and(RequestRefused next) {
            boolean isSame = next.askedModel().equals(first.askedModel());
            return new Counted(isSame ? first : first.ofAnyModel(), count + 1);
        }
    }

    /** Whether a refusal is recorded singly; otherwise it is counted. */
    synchronized boolean admits(RequestRefused refused) {
        Token token = tokens.computeIfAbsent(refused.owner().tokenId(), first -> new Token());
        if (!refused.at().isBefore(after(token.second, SECOND))) {
            token.second = refused.at();
            token.singly = 0;
        }
        if (token.singly < SINGLY) {
            token.singly++;
            return true;
        }
        token.counted.merge(refused.code(), new Counted(refused, 1), (known, one) -> known.and(refused));
        return false;
    }

    /**
     * Takes what has been counted for ten seconds.
     *
     * @param now null to take all
     */
    synchronized List<Counted> take(@Nullable Instant now) {
        List<Counted> due = new ArrayList<>();
        tokens.values().removeIf(token -> {
            token.counted.values().removeIf(counted -> {
                boolean isDue =
                        now == null || !now.isBefore(counted.first().at().plus(COUNTED));
                if (isDue) {
                    due.add(counted);
                }
                return isDue;
            });
            return token.counted.isEmpty() && (now == null || !now.isBefore(after(token.second, SECOND)));
        });
        return due;
    }

    private static Instant after(Instant begin, Duration length) {
        return begin.equals(Instant.MIN) ? begin : begin.plus(length);
    }
}
