package dev.keyway.testkit.provider;

import dev.keyway.testkit.dialect.Ask;
import dev.keyway.testkit.dialect.ErrorAnswer;
import dev.keyway.testkit.dialect.Errors;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the accounts keep of their answers to {@code /v1/responses}, and alone can go on from. */
final class StoredAnswers {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> accounts = new ConcurrentHashMap<>();

    void keep(Ask ask, String account) {
        if (ask.stored()) {
            accounts.put(ask.answerId(), account);
            List.of("msg", "fc", "rs").forEach(kind -> accounts.put(ask.itemId(kind), account));
        }
        accounts.put(ask.encryptedReasoning(), account);
    }

    void clear() {
        accounts.clear();
    }

    /** What an account says to a request that goes on from what it does not have; null if it has all of it. */
    @Nullable
    ErrorAnswer refusal(Ask ask, String account, byte[] body) {
        if (!ask.previous().isEmpty() && !has(account, ask.previous())) {
            return Errors.openAi().previousResponseNotFound();
        }
        for (JsonNode item : JSON.readTree(body).path("input")) {
            String id = item.path("id").asString("");
            String encrypted = item.path("encrypted_content").asString("");
            if (!encrypted.isEmpty() && !has(account, encrypted)) {
                return Errors.openAi().invalidEncryptedContent();
            }
            if (isLookedUp(item) && encrypted.isEmpty() && !has(account, id)) {
                return Errors.openAi().itemNotFound(id);
            }
        }
        return null;
    }

    private static boolean isLookedUp(JsonNode item) {
        String type = item.path("type").asString("");
        return type.equals("item_reference") || type.equals("reasoning");
    }

    private boolean has(String account, String id) {
        return account.equals(accounts.get(id));
    }
}
