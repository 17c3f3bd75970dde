/** The load rig and its scenarios. */
@NullMarked
package dev.keyway.bench;

import org.jspecify.annotations.NullMarked;
