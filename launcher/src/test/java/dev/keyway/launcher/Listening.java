package dev.keyway.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where processes listen for TCP connections, as Linux tells it in /proc. */
final class Listening {

    private static final String LISTEN = "0A";

    /** 127.0.0.1, ::1, and the former within IPv6, in the kernel's byte order. */
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

    private Listening() {}

    /** The local addresses, as {@code loopback} or in hexadecimal. */
    static List<String> addresses(List<ProcessHandle> processes) throws IOException {
        Set<String> inodes = processes.stream().flatMap(Listening::sockets).collect(Collectors.toSet());
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] cells = line.strip().split("\\s+", -1);
                if (cells[3].equals(LISTEN) && inodes.contains("socket:[" + cells[9] + "]")) {
                    String address = cells[1].replaceAll(":.*", "");
                    addresses.add(LOOPBACK.contains(address) ? "loopback" : address);
                }
            }
        }
        return addresses;
    }

    private static Stream<String> sockets(ProcessHandle process) {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return files.map(Listening::target).toList().stream();
        } catch (IOException ended) {
            return Stream.empty();
        } catch (UncheckedIOException closedMeanwhile) {
            return Stream.empty();
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
