package dev.keyway.filters.call;

import dev.keyway.filters.stored.Affinity;
import dev.keyway.filters.stored.AnswerHome;
import dev.keyway.filters.stored.StoredAnswers;
import dev.keyway.filters.stream.AnswerIds;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stored response: has the ids by which later requests can refer to a response remembered, with the account that keeps it. */
final class StoredResponse {

    private final StoredAnswers stored;
    private final Affinity affinity;
    private final String provider;
    private int remembered;

    StoredResponse(StoredAnswers stored, TargetPlan plan) {
        this.stored = stored;
        this.affinity = plan.affinity();
        this.provider = plan.provider().id();
    }

    /** @param ids all that have come so far */
    void remember(@Nullable AnswerIds ids, String account) {
        if (ids != null && affinity.keeps() != Affinity.Keeps.NOTHING && ids.size() > remembered) {
            remembered = ids.size();
            stored.remember(provider, toKeep(ids), new AnswerHome(affinity.team(), account));
        }
    }

    private List<String> toKeep(AnswerIds ids) {
        List<String> kept = new ArrayList<>(ids.encrypted());
        if (affinity.keeps() == Affinity.Keeps.ALL) {
            kept.addAll(ids.items());
            String answer = ids.answer();
            if (answer != null) {
                kept.add(answer);
            }
        }
        return kept;
    }
}
