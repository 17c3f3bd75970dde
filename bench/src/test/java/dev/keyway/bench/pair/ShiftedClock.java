package dev.keyway.bench.pair;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/** A wrong clock for a process: an agent that shifts {@code java.time.Clock}. */
final class ShiftedClock {

    private static final String OFFSET = "keyway.test.clock.offset";

    private ShiftedClock() {}

    /** The value of {@code JAVA_TOOL_OPTIONS} with which the clock of a JVM is ahead by so much, or behind if it is negative. */
    static String options(Path folder, Duration ahead) {
        return "-javaagent:%s=%d".formatted(agent(folder), ahead.toMillis());
    }

    private static Path agent(Path folder) {
        Path jar = folder.toAbsolutePath().resolve("shifted-clock.jar");
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.CLASS_PATH, placeOf(AgentBuilder.class));
        main.putValue("Premain-Class", Agent.class.getName());
        main.putValue("Can-Retransform-Classes", "true");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            for (Class<?> type : new Class<?>[] {Agent.class, OfInstant.class, OfMillis.class}) {
                String name = type.getName().replace('.', '/') + ".class";
                entries.putNextEntry(new JarEntry(name));
                try (InputStream content = type.getClassLoader().getResourceAsStream(name)) {
                    content.transferTo(entries);
                }
                entries.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private static String placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().toString();
    }

    /** What the JVM runs first. */
    public static final class Agent {

        private Agent() {}

        public static void premain(String millis, Instrumentation instrumentation) {
            System.setProperty(OFFSET, millis);
            new AgentBuilder.Default()
                    .disableClassFormatChanges()
                    .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                    .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                    .ignore(ElementMatchers.none())
                    .type(ElementMatchers.named("java.time.Clock"))
                    .transform((builder, type, loader, module, domain) ->
                            builder.visit(Advice.to(OfInstant.class).on(ElementMatchers.named("currentInstant"))))
                    .type(ElementMatchers.named("java.time.Clock$SystemClock"))
                    .transform((builder, type, loader, module, domain) ->
                            builder.visit(Advice.to(OfMillis.class).on(ElementMatchers.named("millis"))))
                    .installOn(instrumentation);
            Duration shift = Duration.between(
                    Instant.ofEpochMilli(System.currentTimeMillis()),
                    Clock.systemUTC().instant());
            System.err.println("the clock is shifted by " + shift.toSeconds() + " s");
        }
    }

    /** Woven into the method that all clocks read. */
    static final class OfInstant {

        private OfInstant() {}

        @Advice.OnMethodExit
        static void shift(@Advice.Return(readOnly = false) Instant now) {
            now = now.plusMillis(Long.getLong("keyway.test.clock.offset"));
        }
    }

    /** The same in milliseconds. */
    static final class OfMillis {

        private OfMillis() {}

        @Advice.OnMethodExit
        static void shift(@Advice.Return(readOnly = false) long now) {
            now += Long.getLong("keyway.test.clock.offset");
        }
    }
}
