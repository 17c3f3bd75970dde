package dev.keyway.launcher.up;

import dev.keyway.launcher.process.Child;
import dev.keyway.launcher.process.LaunchException;
import dev.keyway.launcher.process.ProcessTree;
import dev.keyway.launcher.process.Program;
import dev.keyway.launcher.quickstart.JavaCommand;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fake provider, which answers where nobody has keys of a real one. */
final class FakeProvider {

    /** Keys that it knows. */
    static final List<String> KEYS = List.of("demo-key-1", "demo-key-2", "demo-key-3");

    private static final Pattern ADDRESS = Pattern.compile("OpenAI and Anthropic +(\\S+)");

    private final Child child;
    private final AtomicReference<String> address;

    private FakeProvider(Child child, AtomicReference<String> address) {
        this.child = child;
        this.address = address;
    }

    /** Starts it on a port; 0 takes a free one. */
    static FakeProvider start(ProcessTree tree, Home home, Map<String, String> environment, int port)
            throws IOException {
        AtomicReference<String> address = new AtomicReference<>("");
        List<String> command = JavaCommand.with(List.of(
                "-XX:TieredStopAtLevel=1",
                "-jar",
                home.testkit().toString(),
                "--port",
                String.valueOf(port),
                "--chunks",
                "12",
                "--gap",
                "120",
                "--keys",
                String.join(",", KEYS)));
        Program program = new Program("the fake provider", "fake-provider", command, environment);
        Child child = tree.start(program, line -> {
            Matcher found = ADDRESS.matcher(line);
            if (found.find()) {
                address.set(found.group(1));
            }
        });
        return new FakeProvider(child, address);
    }

    /** Its base URL, once it is ready. */
    String await(ProcessTree tree) throws LaunchException, InterruptedException {
        tree.await(child, () -> !address.get().isEmpty());
        return address.get();
    }
}
