package dev.keyway.filters.stored;

import dev.keyway.filters.body.ElementIndex;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.stream.AnswerIds;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which account the items in the {@code input} of a request, or the audio in its {@code messages}, point to. Where they point to several, as after a conversation
 * had to move, the last counts: its account gave the latest answer.
 */
final class ConversationItems {

    /** Of a message of the assistant that was spoken; its {@code id} names what the provider stores. */
    static final String AUDIO = "audio";

    /** Ids to look up, each at the cost of a digest; the longest conversations have a tenth of that. */
    static final int MOST_IDS = 20_000;

    private final String list;
    private final StoredAnswers answers;
    private final String provider;
    private final String team;

    private @Nullable String account;
    private boolean anyElsewhere;
    private boolean anyForeign;
    private int lookedUp;

    private ConversationItems(String list, StoredAnswers answers, String provider, String team) {
        this.list = list;
        this.answers = answers;
        this.provider = provider;
        this.team = team;
    }

    /**
     * Looks all items of a request up.
     *
     * @throws GatewayException {@code invalid_request} if they have more than {@link #MOST_IDS} ids
     */
    static ConversationItems inInput(MemberIndex request, StoredAnswers answers, String provider, String team) {
        ConversationItems items = new ConversationItems("input", answers, provider, team);
        items.lookUpAll(request, items::lookUp);
        return items;
    }

    /**
     * Looks up the stored audio that messages of a chat refer to.
     *
     * @throws GatewayException {@code invalid_request} if there are more than {@link #MOST_IDS}
     */
    static ConversationItems inMessages(MemberIndex request, StoredAnswers answers, String provider, String team) {
        ConversationItems items = new ConversationItems("messages", answers, provider, team);
        items.lookUpAll(request, items::lookUpAudio);
        return items;
    }

    private void lookUpAll(MemberIndex request, Consumer<MemberIndex> lookUp) {
        for (Member member : request.members()) {
            if (member.name().equals(list) && member.kind() == ValueKind.ARRAY) {
                ElementIndex.forEachObject(request.body(), member.start(), member.end(), lookUp);
            }
        }
    }

    private void lookUpAudio(MemberIndex message) {
        for (Member member : message.members()) {
            if (member.name().equals(AUDIO) && member.kind() == ValueKind.OBJECT) {
                MemberIndex audio = MemberIndex.of(message.body(), member.start(), member.end());
                for (Member part : audio.members()) {
                    if (part.name().equals("id") && part.kind() == ValueKind.STRING) {
                        lookUp(audio.string(part));
                    }
                }
            }
        }
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
                            "The items in '" + list + "' have more than " + MOST_IDS
                                    + " ids; send older items without 'id' and 'encrypted_content'.")
                    .withParam(list));
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
