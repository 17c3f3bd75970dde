/** Adjustments of usage: corrections of what requests cost, as their records never change. */
@NullMarked
package dev.keyway.admin.usage.adjustment;

import org.jspecify.annotations.NullMarked;
