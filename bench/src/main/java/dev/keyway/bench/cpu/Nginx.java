package dev.keyway.bench.cpu;

import dev.keyway.bench.rig.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** nginx as a reverse proxy with kept connections, unbuffered where an answer is streamed. */
final class Nginx {

    private Nginx() {}

    /** Starts it, where it is installed. */
    static Optional<Contender> start(URI provider, Path folder) throws InterruptedException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = FreePort.find();
        Path configuration = folder.resolve("nginx.conf");
        try {
            Files.writeString(configuration, configuration(port, provider, folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command =
                List.of(program.get().toString(), "-p", folder.toString(), "-c", configuration.toString());
        return Optional.of(
                new LocalServer("nginx", port, new ServerProcess(command, folder.resolve("nginx.log"), port)));
    }

    private static Optional<Path> program() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String configuration(int port, URI provider, Path folder) {
        return """
                daemon off;
                worker_processes 2;
                pid %2$s/nginx.pid;
                error_log %2$s/error.log;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  client_body_temp_path %2$s/body;
                  proxy_temp_path %2$s/proxy;
                  fastcgi_temp_path %2$s/fastcgi;
                  uwsgi_temp_path %2$s/uwsgi;
                  scgi_temp_path %2$s/scgi;
                  client_max_body_size 32m;
                  client_body_buffer_size 512k;
                  keepalive_requests 1000000000;
                  upstream provider {
                    server %3$s;
                    keepalive 64;
                    keepalive_requests 1000000000;
                  }
                  server {
                    listen 127.0.0.1:%1$d;
                    location / {
                      proxy_pass http://provider;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffering off;
                    }
                  }
                }
                """.formatted(port, folder, provider.getAuthority());
    }
}
