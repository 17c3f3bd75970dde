package dev.keyway.admin.usage.export;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.http.HttpHeaders;

/** Response that says what it is when its first byte is written: until then, a problem can take its place. */
final class LateResponse extends OutputStream {

    private final HttpServletResponse response;
    private final String type;
    private final String file;
    private boolean begun;

    LateResponse(HttpServletResponse response, String type, String file) {
        this.response = response;
        this.type = type;
        this.file = file;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
        if (!begun) {
            begun = true;
            response.setContentType(type);
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"");
        }
        response.getOutputStream().write(bytes, start, length);
    }
}
