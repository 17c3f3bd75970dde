package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Scope;

/** What a team has that must end before it: implemented by the package of tokens, which builds on this one. */
public interface TeamTokens {

    /** Revokes all that are not revoked, in transactions of their own. */
    void revokeAll(Scope team);
}
