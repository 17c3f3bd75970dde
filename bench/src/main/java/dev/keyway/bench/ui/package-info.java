/** The web interface in a browser: its screenshots, and what it costs to load. */
@NullMarked
package dev.keyway.bench.ui;

import org.jspecify.annotations.NullMarked;
