package dev.keyway.launcher.process;

import dev.keyway.db.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Log of a child, for this user alone (0600). A file that is full is renamed to {@code name.1.log} and so on; the oldest is
 * deleted. Proxy tokens are masked.
 */
public final class ChildLog {

    private static final long MAX_BYTES = 10L * 1024 * 1024;
    private static final int OLDER = 3;
    private static final int TAIL = 20;
    private static final Pattern TOKEN = Pattern.compile("kw[a-z]_[0-9A-Za-z]{12,}");

    private final Path folder;
    private final String name;
    private final long maxBytes;
    private final Deque<String> tail = new ArrayDeque<>();
    private OutputStream out;
    private long size;

    /** Opens the log of this name in a folder, which is there. */
    public static ChildLog open(Path folder, String name) throws IOException {
        return new ChildLog(folder, name, MAX_BYTES);
    }

    ChildLog(Path folder, String name, long maxBytes) throws IOException {
        this.folder = folder;
        this.name = name;
        this.maxBytes = maxBytes;
        this.out = PrivateFiles.append(file());
        this.size = Files.size(file());
    }

    /** The file that is written to. */
    public Path file() {
        return folder.resolve(name + ".log");
    }

    /** The last lines that were written. */
    public synchronized List<String> tail() {
        return List.copyOf(tail);
    }

    synchronized void write(String line) throws IOException {
        String masked = TOKEN.matcher(line).replaceAll(found -> found.group().substring(0, 4) + "****");
        if (tail.size() == TAIL) {
            tail.removeFirst();
        }
        tail.addLast(masked);
        byte[] bytes = (masked + "\n").getBytes(StandardCharsets.UTF_8);
        if (size > 0 && size + bytes.length > maxBytes) {
            rotate();
        }
        out.write(bytes);
        size += bytes.length;
    }

    synchronized void close() throws IOException {
        out.close();
    }

    private void rotate() throws IOException {
        out.close();
        for (int i = OLDER; i > 0; i--) {
            Path from = i == 1 ? file() : older(i - 1);
            if (Files.exists(from)) {
                Path unused = Files.move(from, older(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        out = PrivateFiles.append(file());
        size = 0;
    }

    private Path older(int number) {
        return folder.resolve(name + "." + number + ".log");
    }
}
