/** The caller and their roles. */
@NullMarked
package dev.keyway.admin.caller;

import org.jspecify.annotations.NullMarked;
