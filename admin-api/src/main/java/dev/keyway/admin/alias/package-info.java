/** The company's own names for models, and all the names by which models are called. */
@NullMarked
package dev.keyway.admin.alias;

import org.jspecify.annotations.NullMarked;
