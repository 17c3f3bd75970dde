/** A company's own gateway application, with Keyway's filters on routes of its own. */
@NullMarked
package dev.keyway.example.host;

import org.jspecify.annotations.NullMarked;
