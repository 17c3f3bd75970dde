package dev.keyway.launcher.process;

import java.util.List;
import java.util.Map;

/**
 * Program to run as a child.
 *
 * @param name what messages and its log call it, such as {@code the gateway}
 * @param file name of its log, such as {@code gateway}
 * @param environment all that it gets of an environment
 */
public record Program(String name, String file, List<String> command, Map<String, String> environment) {

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Never prints its environment, which may hold secrets. */
    @Override
    public String toString() {
        return "Program[" + name + "]";
    }
}
