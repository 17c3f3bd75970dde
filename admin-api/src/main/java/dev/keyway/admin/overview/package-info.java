/** Overview of the installation: what needs attention, and what is still to be set up. */
@NullMarked
package dev.keyway.admin.overview;

import org.jspecify.annotations.NullMarked;
