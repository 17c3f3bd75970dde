/** What calls may name instead of giving its id: whatever has a unique name where it is. */
@NullMarked
package dev.keyway.admin.reference;

import org.jspecify.annotations.NullMarked;
