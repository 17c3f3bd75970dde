package dev.keyway.filters.keypool;

import java.util.LinkedHashSet;
import java.util.Set;

/** An account and the keys that share its quota. */
final class AccountState {

    final Coolable own;
    final Repute repute = new Repute();
    final Set<String> keyIds = new LinkedHashSet<>();

    AccountState(String name) {
        own = new Coolable(null, name, null);
    }
}
