/** Which models there are, and which provider's model a name means. */
@NullMarked
package dev.keyway.filters.models;

import org.jspecify.annotations.NullMarked;
