/** Description of the API for programs. */
@NullMarked
package dev.keyway.admin.openapi;

import org.jspecify.annotations.NullMarked;
