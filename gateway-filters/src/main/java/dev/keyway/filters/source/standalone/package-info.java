/** The gateway without an admin service: settings from a .env file, usage in key_usage.json. */
@NullMarked
package dev.keyway.filters.source.standalone;

import org.jspecify.annotations.NullMarked;
