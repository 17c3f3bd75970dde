/** The browser of tests. */
@NullMarked
package dev.keyway.testkit.browser;

import org.jspecify.annotations.NullMarked;
