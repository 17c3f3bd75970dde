package dev.keyway.admin.signin;

import java.util.UUID;

/** Somebody has changed their own password. */
record PasswordChanged(UUID user) {}
