package dev.keyway.admin.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Takes mail by SMTP, as much of it as a sender needs. */
final class PostOffice implements AutoCloseable {

    final List<String> mails = new CopyOnWriteArrayList<>();
    private final ServerSocket socket;
    private final @Nullable SSLContext tls;

    PostOffice() {
        this(null);
    }

    /** One that offers STARTTLS. */
    PostOffice(@Nullable SSLContext tls) {
        this.tls = tls;
        try {
            socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread unused = Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept();
                    BufferedReader in =
                            new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                    PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
                out.print("220 here\r\n");
                talk(client, in, out);
            } catch (IOException e) {
                // Whoever called has left, or the socket is closed: the loop sees.
            }
        }
    }

    private void talk(Socket client, BufferedReader in, PrintStream out) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            mail.append(line).append('\n');
            if (tls != null && line.startsWith("EHLO") && !(client instanceof SSLSocket)) {
                out.print("250-here\r\n250 STARTTLS\r\n");
                out.flush();
                continue;
            }
            if (tls != null && line.equals("STARTTLS")) {
                out.print("220 go on\r\n");
                out.flush();
                talkEncrypted(client, tls);
                return;
            }
            if (line.equals("DATA")) {
                out.print("354 go on\r\n");
                for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                    mail.append(text).append('\n');
                }
                mails.add(mail.toString());
            }
            out.print(line.equals("QUIT") ? "221 bye\r\n" : "250 ok\r\n");
            out.flush();
        }
    }

    private void talkEncrypted(Socket client, SSLContext context) throws IOException {
        try (SSLSocket encrypted = (SSLSocket) context.getSocketFactory().createSocket(client, null, true);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(encrypted.getInputStream(), StandardCharsets.UTF_8));
                PrintStream out = new PrintStream(encrypted.getOutputStream(), true, StandardCharsets.UTF_8)) {
            talk(encrypted, in, out);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
