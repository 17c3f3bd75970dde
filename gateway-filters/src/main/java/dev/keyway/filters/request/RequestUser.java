package dev.keyway.filters.request;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.filters.body.MemberIndex;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * User of a request: the person for whom the client makes it, as the client names them to the provider. OpenAI's API has {@code user} and
 * its successor {@code safety_identifier}, Anthropic's has {@code metadata.user_id}.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">OpenAI: create chat completion</a>
 * @see <a href="https://docs.anthropic.com/en/api/messages">Anthropic: messages</a>
 */
public final class RequestUser {

    private RequestUser() {}

    /** The user; empty if the request names none. */
    public static Optional<String> of(RequestedOperation operation, RequestFields fields) {
        return switch (fields) {
            case RequestFields.Form form -> first(form.index().text("user"));
            case RequestFields.Json json ->
                operation.family() == ApiFamily.ANTHROPIC
                        ? ofMetadata(json.index().object("metadata"))
                        : first(json.index().string("user"), json.index().string("safety_identifier"));
        };
    }

    private static Optional<String> ofMetadata(@Nullable MemberIndex metadata) {
        return metadata == null ? Optional.empty() : first(metadata.string("user_id"));
    }

    private static Optional<String> first(@Nullable String... names) {
        for (String name : names) {
            if (name != null && !name.isBlank()) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
