/** The company's own names for models. */
@NullMarked
package dev.keyway.admin.alias;

import org.jspecify.annotations.NullMarked;
