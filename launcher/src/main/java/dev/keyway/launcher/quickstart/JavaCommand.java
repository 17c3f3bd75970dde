package dev.keyway.launcher.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that runs Java: the JDK of the launcher, with what it should know of netty in advance. */
public final class JavaCommand {

    /** The first release that warns of sun.misc.Unsafe. */
    private static final int WARNS_OF_UNSAFE = 24;

    private JavaCommand() {}

    /** The command, with more options. */
    public static List<String> with(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(home().resolve("bin").resolve("java").toString());
        command.addAll(flags());
        command.addAll(options);
        return command;
    }

    static Path home() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Options for netty's native transport and direct memory, without warnings. */
    static List<String> flags() {
        return feature() >= WARNS_OF_UNSAFE
                ? List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
                : List.of("--enable-native-access=ALL-UNNAMED");
    }

    static int feature() {
        return Runtime.version().feature();
    }
}
