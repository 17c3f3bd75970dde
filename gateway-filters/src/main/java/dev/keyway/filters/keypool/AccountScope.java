package dev.keyway.filters.keypool;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts can serve a request, by what it refers to.
 *
 * @param only the account that holds it; null where several may
 * @param except accounts that do not
 */
public record AccountScope(@Nullable String only, Set<String> except) {

    /** Every account. */
    static final AccountScope ANY = new AccountScope(null, Set.of());

    public AccountScope {
        except = Set.copyOf(except);
    }

    /** One account; every account where that is null. */
    public static AccountScope only(@Nullable String account) {
        return account == null ? ANY : new AccountScope(account, Set.of());
    }

    /** Every account but these. */
    public static AccountScope except(Set<String> accounts) {
        return new AccountScope(null, accounts);
    }

    public boolean isAny() {
        return only == null && except.isEmpty();
    }

    boolean has(String account) {
        return (only == null || only.equals(account)) && !except.contains(account);
    }
}
