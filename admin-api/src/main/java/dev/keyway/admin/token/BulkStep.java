package dev.keyway.admin.token;

import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One token of many: what is done to it, or why not. */
final class BulkStep {

    private BulkStep() {}

    static BulkReport.Item of(BulkChange.Action action, Duration grace, TokenLife life, ProxyToken token) {
        if (isSo(action, token)) {
            return BulkReport.Item.of(token.id(), BulkReport.Outcome.UNCHANGED);
        }
        try {
            requireUsable(action, token);
            String secret = apply(action, grace, life, token);
            return new BulkReport.Item(token.id(), BulkReport.Outcome.DONE, null, secret);
        } catch (ProblemException refused) {
            return new BulkReport.Item(token.id(), BulkReport.Outcome.REFUSED, refused.getMessage(), null);
        }
    }

    private static boolean isSo(BulkChange.Action action, ProxyToken token) {
        return switch (action) {
            case BLOCK -> !token.isRevoked() && token.settings().blocked();
            case UNBLOCK -> !token.isRevoked() && !token.settings().blocked();
            case REVOKE -> token.isRevoked();
            case ROTATE -> false;
        };
    }

    private static void requireUsable(BulkChange.Action action, ProxyToken token) {
        token.requireUsable();
        if (action == BulkChange.Action.ROTATE) {
            TokenOwners.requireOfTeam(token);
        }
    }

    private static @Nullable String apply(BulkChange.Action action, Duration grace, TokenLife life, ProxyToken token) {
        switch (action) {
            case BLOCK, UNBLOCK -> {
                TokenView unused = life.change(token, token.settings().withBlocked(action == BulkChange.Action.BLOCK));
            }
            case ROTATE -> {
                return life.renew(token, "rotated", grace).secret();
            }
            case REVOKE -> life.revoke(token);
        }
        return null;
    }
}
