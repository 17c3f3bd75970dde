package dev.keyway.helm.container;

import java.util.List;
import java.util.Map;

/**
 * Specification of a container.
 *
 * @param name what it is called in failures
 * @param user its user, a number
 * @param group its only group, a number
 * @param readOnlyRoot whether only mounts are writable
 * @param command the program, by its absolute path or its name, and its arguments
 * @param environment all environment variables
 * @param hosts names that stand for 127.0.0.1
 */
public record ContainerSpec(
        String name,
        Image image,
        long user,
        long group,
        boolean readOnlyRoot,
        String workingFolder,
        List<String> command,
        Map<String, String> environment,
        List<Mount> mounts,
        List<String> hosts) {}
