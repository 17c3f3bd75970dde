package dev.keyway.bench.cpu;

import dev.keyway.bench.rig.FreePort;
import dev.keyway.bench.rig.JavaHome;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Spring Cloud Gateway with one route and nothing else: no plugin, no actuator, no metrics. */
final class BareRoute {

    private static final Pattern LEFT_OUT = Pattern.compile(
            ".*(gateway-filters|testkit|actuator|spring-boot-micrometer|spring-boot-health|micrometer-(core|registry)).*");

    private BareRoute() {}

    static Contender start(URI provider, Path folder, List<String> jvm) throws InterruptedException {
        int port = FreePort.find();
        List<String> command = new ArrayList<>(JavaHome.command());
        command.addAll(jvm);
        command.addAll(List.of(
                "-cp",
                classPath(),
                BareRouteApplication.class.getName(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--bare.provider=" + provider.resolve("/")));
        return new LocalServer("bare route", port, new ServerProcess(command, folder.resolve("bare-route.log"), port));
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !LEFT_OUT.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
