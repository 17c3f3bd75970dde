/** Requests written down in full, one folder each, by a thread of its own: redacted, bounded, and never waited for. */
@NullMarked
package dev.keyway.filters.requestlog;

import org.jspecify.annotations.NullMarked;
