/** Much at once: how it is read, and what is told of each line. */
@NullMarked
package dev.keyway.admin.bulk;

import org.jspecify.annotations.NullMarked;
