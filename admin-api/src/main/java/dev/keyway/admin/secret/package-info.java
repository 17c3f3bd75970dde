/** Secrets that the service makes, and the keys that it seals and signs with. */
@NullMarked
package dev.keyway.admin.secret;

import org.jspecify.annotations.NullMarked;
