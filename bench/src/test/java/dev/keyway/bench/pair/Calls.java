package dev.keyway.bench.pair;

import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What clients called and were answered, to compare with the books. Safe for use by many threads. */
final class Calls {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Pair pair;
    private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean going;

    Calls(Pair pair) {
        this.pair = pair;
    }

    /** Calls once, and notes the answer. */
    HttpResponse<String> chat(String token, boolean stream) {
        return noted(pair.chat(token, stream), stream);
    }

    /** The same with a model. */
    HttpResponse<String> chat(String token, String model, boolean stream) {
        return noted(pair.chat(token, model, stream), stream);
    }

    /** Calls so many times, each of them answered. */
    Calls chats(int count, String token) {
        for (int i = 0; i < count; i++) {
            HttpResponse<String> answer = chat(token, i % 2 == 0);
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + ": " + answer.body());
            }
        }
        return this;
    }

    /** Clients that call one after the other until {@link #stop}, every other call a stream. */
    void start(int threads, Duration pause) {
        going = true;
        for (int i = 0; i < threads; i++) {
            boolean stream = i % 2 == 0;
            clients.add(Thread.ofVirtual().start(() -> {
                while (going) {
                    HttpResponse<String> unused = chat(pair.token(), stream);
                    sleep(pause);
                }
            }));
        }
    }

    /** Waits until the calls under way are answered. */
    void stop() {
        going = false;
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        clients.clear();
    }

    int count() {
        return answers.size();
    }

    List<Answer> answers() {
        synchronized (answers) {
            return List.copyOf(answers);
        }
    }

    /** Waits until the books have each call that was answered by a provider, once, and compares all sums. */
    void requireBooked(Books books) {
        Set<String> wanted = answers().stream()
                .filter(answer -> answer.status() == 200)
                .map(Answer::requestId)
                .collect(Collectors.toCollection(TreeSet::new));
        Awaiting.value(
                "records of " + wanted.size() + " calls",
                PATIENCE,
                () -> missing(wanted, requests(books)),
                Set::isEmpty);
        requests(books).stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .forEach((id, count) -> {
                    if (count != 1) {
                        throw new AssertionError("request " + id + " has " + count + " records");
                    }
                });
        books.requireEqualSums();
    }

    private static Set<String> missing(Set<String> wanted, List<String> found) {
        Set<String> missing = new TreeSet<>(wanted);
        found.forEach(missing::remove);
        return missing;
    }

    private static List<String> requests(Books books) {
        return books.entries().stream()
                .filter(entry -> entry.kind().equals("REQUEST"))
                .map(Books.Entry::requestId)
                .toList();
    }

    private HttpResponse<String> noted(HttpResponse<String> answer, boolean stream) {
        boolean isWhole =
                answer.statusCode() == 200 && (!stream || answer.body().contains("data: [DONE]"));
        answers.add(new Answer(
                answer.headers().firstValue("x-request-id").orElse(""), answer.statusCode(), isWhole, answer.body()));
        return answer;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param isWhole whether it was a success to its last byte */
    record Answer(String requestId, int status, boolean isWhole, String body) {}
}
