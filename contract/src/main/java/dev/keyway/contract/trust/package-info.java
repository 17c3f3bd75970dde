/** Whom both programs trust when they open connections. */
@NullMarked
package dev.keyway.contract.trust;

import org.jspecify.annotations.NullMarked;
