/** What makes a program start faster than its jar alone, made once after each build. */
@NullMarked
package dev.keyway.launcher.quickstart;

import org.jspecify.annotations.NullMarked;
