/** Who may call which route: deny by default. */
@NullMarked
package dev.keyway.admin.security;

import org.jspecify.annotations.NullMarked;
