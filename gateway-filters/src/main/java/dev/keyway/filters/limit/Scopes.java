package dev.keyway.filters.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scopes of a caller: its token, and its team and tenant if its source has them. Made once for a token, and never changed. */
final class Scopes {

    private final @Nullable Scope tenant;
    private final @Nullable Scope team;
    private final Scope[] widestLast;

    Scopes(@Nullable Scope tenant, @Nullable Scope team, Scope token) {
        this.tenant = tenant;
        this.team = team;
        this.widestLast = tenant == null || team == null ? new Scope[] {token} : new Scope[] {token, team, tenant};
    }

    boolean areOf(@Nullable Scope otherTenant, @Nullable Scope otherTeam) {
        return tenant == otherTenant && team == otherTeam;
    }

    /** All of them; not to be changed. */
    Scope[] widestLast() {
        return widestLast;
    }

    /** The budgets that are configured now bind from now on, requests in progress too. */
    void bind(long day) {
        for (Scope scope : widestLast) {
            scope.bind(day);
        }
    }

    /** Why one more request exceeds a limit, for as long as it does: trying again helps only when all is free again. */
    @Nullable
    Shortage exceeded(long demandedTokens, Share share, long second) {
        Shortage found = null;
        for (Scope scope : widestLast) {
            found = Shortage.longer(
                    found, scope.rates().exceeded(scope.policy().rates(), demandedTokens, share, second));
        }
        return found;
    }

    /** Why so much more does not fit into a hard budget; null if it does. A budget that is spent says more than one that others hold. */
    @Nullable
    Shortage overspent(long need, long day, Instant now, Resets resets) {
        Shortage found = null;
        for (Scope scope : widestLast) {
            Shortage shortage = scope.overspent(need, day, now, resets);
            boolean saysMore = shortage instanceof Shortage.Spent || !(found instanceof Shortage.Spent);
            found = shortage != null && saysMore ? shortage : found;
        }
        return found;
    }

    /** The widest scope with a hard budget; null if there is none. */
    @Nullable
    Scope hard(long day, boolean strict) {
        Scope found = null;
        for (Scope scope : widestLast) {
            found = scope.hard(day, strict) == null ? found : scope;
        }
        return found;
    }

    /** What is left of their rates. */
    List<RateLeft> ratesLeft(Share share, long second) {
        List<RateLeft> left = new ArrayList<>();
        for (Scope scope : widestLast) {
            left.addAll(scope.rates().left(scope.policy().rates(), share, second));
        }
        return left;
    }
}
