/** Logs of gateways: their marks, and what is late or missing in them. */
@NullMarked
package dev.keyway.admin.usage.log;

import org.jspecify.annotations.NullMarked;
