package dev.keyway.filters.stored;

import dev.keyway.filters.body.ElementIndex;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.stream.AnswerIds;
import org.jspecify.annotations.Nullable;

/**
 * Which account the items in the {@code input} of a request point to. Where they point to several, as after a conversation
 * had to move, the last counts: its account gave the latest answer.
 */
final class ConversationItems {

    /** Ids to look up, each at the cost of a digest; the longest conversations have a tenth of that. */
    static final int MOST_IDS = 20_000;

    private final StoredAnswers answers;
    private final String provider;
    private final String team;

    private @Nullable String account;
    private boolean anyElsewhere;
    private boolean anyForeign;
    private int lookedUp;

    private ConversationItems(StoredAnswers answers, String provider, String team) {
        this.answers = answers;
        this.provider = provider;
        this.team = team;
    }

    /**
     * Looks all items of a request up.
     *
     * @throws GatewayException {@code invalid_request} if they have more than {@link #MOST_IDS} ids
     */
    static ConversationItems of(MemberIndex request, StoredAnswers answers, String provider, String team) {
        ConversationItems items = new ConversationItems(answers, provider, team);
        for (Member member : request.members()) {
            if (member.name().equals("input") && member.kind() == ValueKind.ARRAY) {
                ElementIndex.forEachObject(request.body(), member.start(), member.end(), items::lookUp);
            }
        }
        return items;
    }

    /** The account that keeps the last of them that is known; null if none is. */
    @Nullable
    String account() {
        return account;
    }

    /** Whether some are not known, or are kept by another account. */
    boolean anyElsewhere() {
        return anyElsewhere;
    }

    /** Whether some are another team's. */
    boolean anyForeign() {
        return anyForeign;
    }

    private void lookUp(MemberIndex item) {
        for (Member member : item.members()) {
            if (member.kind() == ValueKind.STRING) {
                switch (member.name()) {
                    case "id", "approval_request_id" -> lookUp(item.string(member));
                    case "encrypted_content" -> lookUp(AnswerIds.ofEncrypted(item.string(member)));
                    default -> {}
                }
            }
        }
    }

    private void lookUp(String id) {
        lookedUp++;
        if (lookedUp > MOST_IDS) {
            throw new GatewayException(GatewayError.of(
                            ErrorCode.INVALID_REQUEST,
                            "The items in 'input' have more than " + MOST_IDS
                                    + " ids; send older items without 'id' and 'encrypted_content'.")
                    .withParam("input"));
        }
        AnswerHome home = answers.home(provider, id);
        if (home == null) {
            anyElsewhere = true;
        } else if (home.team().equals(team)) {
            anyElsewhere |= account != null && !home.account().equals(account);
            account = home.account();
        } else {
            anyForeign = true;
        }
    }
}
