package dev.keyway.filters.stored;

import dev.keyway.catalogue.provider.StreamStyle;
import dev.keyway.filters.body.ElementIndex;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds in a request what belongs to one provider account: at the top of the body, at the top of its tools, and files in messages. */
public final class References {

    private static final String PREVIOUS = "previous_response_id";
    private static final String A_CONTAINER = "A container belongs to one account of the provider";
    private static final String A_FILE = "A file belongs to one account of the provider";

    private final StoredAnswers answers;

    public References(StoredAnswers answers) {
        this.answers = answers;
    }

    /**
     * What a request is bound to.
     *
     * @param body best read with the {@link FileReferences#LOOKOUT}
     * @param style how its answer is streamed, which tells what its members mean
     * @param provider the provider that is asked
     * @param team whose request it is
     * @throws GatewayException {@code stateful_reference} if it refers to what no account is known for, or another
     *     team's; {@code invalid_request} if it wants an answer that could not be fetched
     */
    public Affinity affinity(MemberIndex body, StreamStyle style, String provider, String team) {
        if (FileReferences.isIn(body, style)) {
            throw refusal(FileReferences.NAME, A_FILE);
        }
        return switch (style) {
            case OPENAI -> chat(body, provider, team);
            case MEDIA, GEMINI, COHERE -> Affinity.NONE;
            case ANTHROPIC -> {
                refuse(body, "container", A_CONTAINER);
                yield Affinity.NONE;
            }
            case RESPONSES -> response(body, provider, team);
        };
    }

    /**
     * The account that stores the audio of an answer has it for an hour.
     *
     * @see <a href="https://platform.openai.com/docs/guides/audio">Audio in chat completions</a>
     */
    private Affinity chat(MemberIndex body, String provider, String team) {
        if (!body.hasSighted()) {
            return Affinity.NONE;
        }
        ConversationItems audio = ConversationItems.inMessages(body, answers, provider, team);
        if (audio.anyForeign()) {
            throw stateful(
                    "messages",
                    "An 'audio' in 'messages' comes from an answer to another team. Send its transcript as 'content'.");
        }
        Affinity.Keeps keeps =
                body.kind(ConversationItems.AUDIO) == ValueKind.OBJECT ? Affinity.Keeps.ALL : Affinity.Keeps.NOTHING;
        return new Affinity(team, audio.account(), audio.anyElsewhere(), keeps);
    }

    private Affinity response(MemberIndex body, String provider, String team) {
        if (all(body, "background").anyMatch(member -> member.kind() == ValueKind.TRUE)) {
            throw new GatewayException(GatewayError.of(
                            ErrorCode.INVALID_REQUEST,
                            "Background responses cannot be fetched through this gateway; omit 'background'.")
                    .withParam("background"));
        }
        refuse(body, "conversation", "A conversation belongs to one account of the provider");
        refuse(body, "prompt", "A stored prompt belongs to one account of the provider");
        refuseInTools(body);
        ConversationItems items = ConversationItems.inInput(body, answers, provider, team);
        if (items.anyForeign()) {
            throw stateful(
                    "input",
                    "An item in 'input' comes from an answer to another team. Send the content itself, without 'id' and"
                            + " 'encrypted_content'.");
        }
        Affinity.Keeps keeps = body.kind("store") == ValueKind.FALSE ? Affinity.Keeps.ENCRYPTED : Affinity.Keeps.ALL;
        String answered = previous(body, provider, team);
        return answered == null
                ? new Affinity(team, items.account(), items.anyElsewhere(), keeps)
                : new Affinity(team, answered, false, keeps);
    }

    /** The account that keeps the answer which the request goes on from; null if it names none. */
    private @Nullable String previous(MemberIndex body, String provider, String team) {
        if (isAbsent(body, PREVIOUS)) {
            return null;
        }
        boolean single = all(body, PREVIOUS).count() == 1;
        String id = single ? body.string(PREVIOUS) : null;
        AnswerHome home = id == null ? null : answers.home(provider, id);
        if (home == null || !home.team().equals(team)) {
            throw stateful(
                    PREVIOUS,
                    "This gateway knows no stored response of this id from provider '" + provider
                            + "' for this caller. Only responses that came through it in the last 30 days can be"
                            + " referred to; send the conversation itself instead.");
        }
        return home.account();
    }

    private static void refuseInTools(MemberIndex body) {
        all(body, "tools").filter(tools -> tools.kind() == ValueKind.ARRAY).forEach(tools -> {
            ElementIndex.forEachObject(body.body(), tools.start(), tools.end(), References::refuseInTool);
        });
    }

    private static void refuseInTool(MemberIndex tool) {
        refuse(tool, "vector_store_ids", "A vector store belongs to one account of the provider");
        all(tool, "container").forEach(container -> {
            if (container.kind() == ValueKind.OBJECT) {
                refuseInContainer(tool, container);
            } else if (container.kind() != ValueKind.NULL) {
                refuse(tool, "container", A_CONTAINER);
            }
        });
        all(tool, "environment")
                .filter(environment -> environment.kind() == ValueKind.OBJECT)
                .forEach(environment -> refuseInContainer(tool, environment));
    }

    /** One that is to be made for the request may hold files, and one that is there already may be named. */
    private static void refuseInContainer(MemberIndex tool, Member container) {
        MemberIndex wanted = MemberIndex.of(tool.body(), container.start(), container.end());
        refuse(wanted, "file_ids", A_FILE);
        refuse(wanted, "container_id", A_CONTAINER);
    }

    private static void refuse(MemberIndex object, String name, String why) {
        if (!isAbsent(object, name)) {
            throw refusal(name, why);
        }
    }

    private static GatewayException refusal(String name, String why) {
        return stateful(
                name, why + ", and this gateway distributes requests over several; '" + name + "' cannot be used.");
    }

    private static boolean isAbsent(MemberIndex object, String name) {
        return all(object, name).allMatch(member -> member.kind() == ValueKind.NULL);
    }

    /** Every member of a name: which of several a provider takes is not known. */
    private static Stream<Member> all(MemberIndex object, String name) {
        return object.members().stream().filter(member -> member.name().equals(name));
    }

    private static GatewayException stateful(String name, String message) {
        return new GatewayException(GatewayError.of(ErrorCode.STATEFUL_REFERENCE, message)
                .withParam(name)
                .doNotRetry());
    }
}
