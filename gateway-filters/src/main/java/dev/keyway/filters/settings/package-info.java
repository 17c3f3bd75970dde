/** What the gateway is to do, wherever it was told: callers, providers and their keys, timeouts and bounds. */
@NullMarked
package dev.keyway.filters.settings;

import org.jspecify.annotations.NullMarked;
