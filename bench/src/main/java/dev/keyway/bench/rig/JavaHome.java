package dev.keyway.bench.rig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK that the rig runs on, for what it starts. */
public final class JavaHome {

    private JavaHome() {}

    /** A program of the JDK, such as {@code jcmd}. */
    public static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** The command that starts a JVM with what netty needs of it, as {@code ./keyway gateway} does. */
    public static List<String> command() {
        List<String> command = new ArrayList<>(List.of(program("java"), "--enable-native-access=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        return command;
    }
}
