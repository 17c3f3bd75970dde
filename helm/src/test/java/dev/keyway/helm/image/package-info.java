/** The images of the programs, their Dockerfiles, and the file for Docker Compose. */
@NullMarked
package dev.keyway.helm.image;

import org.jspecify.annotations.NullMarked;
