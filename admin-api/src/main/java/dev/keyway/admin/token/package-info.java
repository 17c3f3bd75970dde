/** Proxy tokens: issued, rotated, blocked, revoked. */
@NullMarked
package dev.keyway.admin.token;

import org.jspecify.annotations.NullMarked;
