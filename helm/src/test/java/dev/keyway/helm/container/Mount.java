package dev.keyway.helm.container;

import java.nio.file.Path;

/**
 * Mount of a file or folder of this machine.
 *
 * @param source the file or folder
 * @param target where it is in the container
 */
public record Mount(Path source, String target, boolean readOnly) {}
