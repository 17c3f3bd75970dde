/** Child processes: started, logged, watched, and ended in order. */
@NullMarked
package dev.keyway.launcher.process;

import org.jspecify.annotations.NullMarked;
