/** Tells programs what the API takes and answers. */
@NullMarked
package dev.keyway.admin.openapi;

import org.jspecify.annotations.NullMarked;
