package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Scope;
import java.util.UUID;

/** That a service account was disabled or deleted, said in the transaction that does it. */
public record ServiceAccountStopped(UUID id, Scope scope) {}
