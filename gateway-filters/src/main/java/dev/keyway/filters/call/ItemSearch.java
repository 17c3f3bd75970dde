package dev.keyway.filters.call;

import dev.keyway.filters.failover.Failure;
import dev.keyway.filters.keypool.AccountScope;
import dev.keyway.filters.stored.Affinity;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the account that has what a conversation refers to where that is not known: each account is asked once, until one
 * does not refuse for that reason.
 */
final class ItemSearch {

    private static final int NOT_FOUND = 404;

    private final Affinity affinity;
    private final Set<String> asked = new HashSet<>();

    ItemSearch(Affinity affinity) {
        this.affinity = affinity;
    }

    /** Whether to go on with another account, since this one does not have an item or cannot read what is encrypted. */
    boolean goesOn(Failure failure, String account) {
        return affinity.searches() && isMissing(failure) && asked.add(account);
    }

    /** Which accounts can serve the request, as far as is known now. */
    AccountScope scope() {
        return asked.isEmpty() ? AccountScope.only(affinity.onlyAccount()) : AccountScope.except(asked);
    }

    private static boolean isMissing(Failure failure) {
        if ("invalid_encrypted_content".equals(failure.code())) {
            return true;
        }
        String message = failure.message().toLowerCase(Locale.ROOT);
        return failure.status() == NOT_FOUND
                && (message.contains("item with id") || message.contains("audio"))
                && message.contains("not found");
    }
}
