/** The runnable gateway: the plugin and its configuration, no logic. */
@NullMarked
package dev.keyway.gateway;

import org.jspecify.annotations.NullMarked;
