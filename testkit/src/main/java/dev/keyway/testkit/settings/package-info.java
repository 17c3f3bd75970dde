/** The list of settings, docs/settings.json: each program's tests hold its part to what its code declares. */
@NullMarked
package dev.keyway.testkit.settings;

import org.jspecify.annotations.NullMarked;
