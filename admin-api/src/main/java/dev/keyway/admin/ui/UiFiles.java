package dev.keyway.admin.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files of the web interface, read once from the module {@code admin-ui}. */
final class UiFiles {

    static final String INDEX = "/index.html";

    private static final String FOLDER = "/keyway-ui";
    private static final String LIST = FOLDER + "/files.txt";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=utf-8",
            "js", "text/javascript;charset=utf-8",
            "css", "text/css;charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "txt", "text/plain;charset=utf-8",
            "json", "application/json");

    private final Map<String, UiFile> files;

    private UiFiles(Map<String, UiFile> files) {
        this.files = Map.copyOf(files);
    }

    /** Reads them; none if the service was built without them. */
    static UiFiles load() {
        try {
            byte[] list = read(LIST);
            if (list == null) {
                return new UiFiles(Map.of());
            }
            Map<String, UiFile> files = new HashMap<>();
            for (String path : new String(list, StandardCharsets.UTF_8).lines().toList()) {
                files.put(path, file(path));
            }
            return new UiFiles(files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** The file of a path, such as {@code /assets/index-4f3c.js}. */
    Optional<UiFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** The page that every address of the web interface begins with. */
    String index() {
        UiFile index = files.get(INDEX);
        if (index == null) {
            throw new IllegalStateException("the web interface has no " + INDEX);
        }
        return new String(index.bytes(), StandardCharsets.UTF_8);
    }

    private static UiFile file(String path) throws IOException {
        byte[] bytes = read(FOLDER + path);
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (bytes == null || type == null) {
            throw new IOException("the web interface lists " + path + ", which it lacks or whose type is unknown");
        }
        return new UiFile(
                type,
                bytes,
                read(FOLDER + path + ".gz"),
                read(FOLDER + path + ".br"),
                '"' + hash(bytes) + '"',
                path.startsWith("/assets/"));
    }

    private static byte @Nullable [] read(String resource) throws IOException {
        try (InputStream in = UiFiles.class.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
