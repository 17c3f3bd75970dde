/** The gateway with an admin service: its configuration comes over the control plane, and it reports how it stands. */
@NullMarked
package dev.keyway.filters.source.managed;

import org.jspecify.annotations.NullMarked;
