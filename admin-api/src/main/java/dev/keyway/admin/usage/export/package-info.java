/** Exports of usage: streams records as CSV, JSON lines and in the columns of FOCUS. */
@NullMarked
package dev.keyway.admin.usage.export;

import org.jspecify.annotations.NullMarked;
