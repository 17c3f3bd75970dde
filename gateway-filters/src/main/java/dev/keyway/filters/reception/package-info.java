/** How a request is taken in: its track, its body, its target, and every error's answer. */
@NullMarked
package dev.keyway.filters.reception;

import org.jspecify.annotations.NullMarked;
