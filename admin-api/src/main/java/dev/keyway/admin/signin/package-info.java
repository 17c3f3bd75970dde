/** Signing in with a password, and the sessions of browsers. */
@NullMarked
package dev.keyway.admin.signin;

import org.jspecify.annotations.NullMarked;
