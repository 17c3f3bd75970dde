/** What {@code ./keyway up} asks of the admin service at its start, in a file, and the answer. */
@NullMarked
package dev.keyway.contract.bootstrap;

import org.jspecify.annotations.NullMarked;
