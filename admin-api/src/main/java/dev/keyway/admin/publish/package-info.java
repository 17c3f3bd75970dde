/** What gateways serve by, handed to them: snapshots, changes, commands, and what they report. */
@NullMarked
package dev.keyway.admin.publish;

import org.jspecify.annotations.NullMarked;
