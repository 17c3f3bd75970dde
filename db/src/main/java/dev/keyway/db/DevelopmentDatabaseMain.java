package dev.keyway.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** {@code java -jar keyway-db.jar [directory] [port]}: the database for development, until it is stopped. */
final class DevelopmentDatabaseMain {

    private static final Path DIRECTORY = Path.of(".keyway", "pg");
    private static final int PORT = 5433;

    private DevelopmentDatabaseMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path directory = arguments.length > 0 ? Path.of(arguments[0]) : DIRECTORY;
        try {
            int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : PORT;
            DevelopmentDatabase database = DevelopmentDatabase.start(directory, port);
            System.out.println("PostgreSQL: " + database.superuser().url() + ", data and passwords in " + directory);
            new CountDownLatch(1).await();
        } catch (NumberFormatException e) {
            fail("'" + arguments[1] + "' is not a port; name one from 1 to 65535, or 0 for any that is free");
        } catch (IOException | IllegalStateException e) {
            fail("PostgreSQL does not start in %s: %s".formatted(directory, e.getMessage()));
        }
    }

    private static void fail(String reason) {
        System.err.println("error: " + reason);
        System.exit(1);
    }
}
