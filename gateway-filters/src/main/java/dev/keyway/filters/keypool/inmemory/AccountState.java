package dev.keyway.filters.keypool.inmemory;

import dev.keyway.filters.keypool.cooldown.CooldownScope;
import dev.keyway.filters.keypool.fault.Trust;
import java.util.LinkedHashSet;
import java.util.Set;

/** State of an account, whose quota its keys share. */
final class AccountState {

    final CooldownScope own;
    final Trust trust = new Trust();
    final Set<String> keyIds = new LinkedHashSet<>();

    AccountState(String name) {
        own = new CooldownScope(null, name, null);
    }
}
