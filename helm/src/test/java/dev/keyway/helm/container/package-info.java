/** Containers without a container runtime: processes in a mount and process namespace of their own, with the files of an image as root. */
@NullMarked
package dev.keyway.helm.container;

import org.jspecify.annotations.NullMarked;
