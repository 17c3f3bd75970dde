/** What the fake provider says and how each provider words it: answers, streams, errors, limit headers. */
@NullMarked
package dev.keyway.testkit.dialect;

import org.jspecify.annotations.NullMarked;
