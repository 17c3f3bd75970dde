package dev.keyway.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Forms as clients of audio endpoints send them. */
final class Forms {

    static final String TYPE = "multipart/form-data; boundary=----keyway";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Forms() {}

    /** A field, or with a file's name in its disposition a file. */
    static byte[] part(String disposition, byte[] content) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(("------keyway\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        part.writeBytes(content);
        part.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return part.toByteArray();
    }

    static byte[] part(String disposition, String content) {
        return part(disposition, content.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] form(byte[]... parts) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            form.writeBytes(part);
        }
        form.writeBytes("------keyway--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    /** A recording of every byte there is, with what looks like a form in it. */
    static byte[] recording(int bytes) {
        byte[] recording = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            recording[i] = (byte) (i * 31 + i / 256);
        }
        byte[] trap =
                "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nfake\r\n--".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(trap, 0, recording, 0, Math.min(trap.length, bytes));
        return recording;
    }

    static HttpResponse<byte[]> send(TestGateway gateway, String path, String type, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(gateway.origin().resolve(path))
                .header("Authorization", "Bearer " + TestGateway.TOKEN)
                .header("Content-Type", type)
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
