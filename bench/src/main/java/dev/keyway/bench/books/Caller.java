package dev.keyway.bench.books;

import dev.keyway.bench.books.Call.Ending;
import dev.keyway.bench.books.Call.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Client of the gateway that records what it saw of each call, however that ended. */
final class Caller implements AutoCloseable {

    private static final Pattern USAGE = Pattern.compile("\"prompt_tokens\":(\\d+),\"completion_tokens\":(\\d+)");
    private static final Pattern PIECE = Pattern.compile("\"content\":\"[^\"]");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI chat;

    /** @param gateway its base URL */
    Caller(URI gateway) {
        this.chat = gateway.resolve("/v1/chat/completions");
    }

    /**
     * Makes a call.
     *
     * @return null if no connection was accepted, so that there was none
     */
    @Nullable
    Call call(Ask ask, Account account) throws InterruptedException {
        Instant sent = Instant.now();
        StringBuilder received = new StringBuilder();
        String requestId = null;
        try {
            HttpResponse<InputStream> response = http.send(request(ask, account), BodyHandlers.ofInputStream());
            requestId = response.headers().firstValue("x-request-id").orElse(null);
            try (InputStream body = response.body()) {
                read(body, received);
            }
            String text = received.toString();
            return response.statusCode() == 200 && isWhole(ask, text)
                    ? seen(ask, account, sent, Ending.WHOLE, requestId, text, "")
                    : seen(ask, account, sent, Ending.REFUSED, requestId, text, response.statusCode() + " " + text);
        } catch (ConnectException refused) {
            return null;
        } catch (IOException cut) {
            return seen(ask, account, sent, Ending.CUT, requestId, received.toString(), String.valueOf(cut));
        }
    }

    private HttpRequest request(Ask ask, Account account) {
        return HttpRequest.newBuilder(chat)
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + account.secret())
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(ask.body()))
                .build();
    }

    private static void read(InputStream body, StringBuilder into) throws IOException {
        byte[] buffer = new byte[4096];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            into.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        }
    }

    private static boolean isWhole(Ask ask, String text) {
        return ask.stream() ? text.endsWith("data: [DONE]\n\n") : text.endsWith("}");
    }

    private static Call seen(
            Ask ask,
            Account account,
            Instant sent,
            Ending ending,
            @Nullable String requestId,
            String text,
            String trouble) {
        Matcher usage = USAGE.matcher(text);
        return new Call(
                ask,
                account.token(),
                sent,
                Instant.now(),
                ending,
                requestId,
                (int) PIECE.matcher(text).results().count(),
                usage.find() ? new Usage(Long.parseLong(usage.group(1)), Long.parseLong(usage.group(2))) : null,
                trouble.substring(0, Math.min(trouble.length(), 300)));
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
