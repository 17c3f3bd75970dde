/** Alerts by webhook or mail, sent once for each occasion through an outbox. */
@NullMarked
package dev.keyway.admin.alert;

import org.jspecify.annotations.NullMarked;
