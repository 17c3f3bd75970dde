/** Search over everything that has a name. */
@NullMarked
package dev.keyway.admin.search;

import org.jspecify.annotations.NullMarked;
