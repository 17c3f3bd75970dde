/** Base image for tests: what the images of the programs are built on where no registry is reached. */
@NullMarked
package dev.keyway.testkit.image;

import org.jspecify.annotations.NullMarked;
