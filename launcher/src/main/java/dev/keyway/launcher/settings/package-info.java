/** What {@code .env} and the environment set, and what of it each program gets. */
@NullMarked
package dev.keyway.launcher.settings;

import org.jspecify.annotations.NullMarked;
