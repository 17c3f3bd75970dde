/** What must be known is told: by webhook or mail, once. */
@NullMarked
package dev.keyway.admin.alert;

import org.jspecify.annotations.NullMarked;
