/** An example company, for whoever wants to see a living installation. */
@NullMarked
package dev.keyway.admin.demo;

import org.jspecify.annotations.NullMarked;
