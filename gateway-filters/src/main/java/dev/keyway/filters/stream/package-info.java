/** A provider's answer as its bytes pass: whole events, what they mean, and the usage they report. */
@NullMarked
package dev.keyway.filters.stream;

import org.jspecify.annotations.NullMarked;
