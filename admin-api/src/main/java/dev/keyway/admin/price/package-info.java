/** What models cost, from when on. */
@NullMarked
package dev.keyway.admin.price;

import org.jspecify.annotations.NullMarked;
