package dev.keyway.admin;

import dev.keyway.admin.start.Migration;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The admin service. With {@code --migrate} it brings the schema to this release, and ends. */
@SpringBootApplication
public class AdminApplication {

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--migrate")) {
            System.exit(Migration.run(System.getenv()));
        }
        SpringApplication.run(AdminApplication.class, arguments);
    }
}
