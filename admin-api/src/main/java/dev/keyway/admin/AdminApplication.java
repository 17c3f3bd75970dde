package dev.keyway.admin;

import dev.keyway.admin.check.InstallationCheck;
import dev.keyway.admin.start.Migration;
import dev.keyway.catalogue.address.WebProxy;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The admin service. With {@code --migrate} it brings the schema to this release, and ends; with {@code --reset-owner} it
 * gives the owner another password, and ends; with {@code --check} it checks a running installation, and ends.
 */
@SpringBootApplication
public class AdminApplication {

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--migrate")) {
            System.exit(Migration.run(System.getenv()));
        }
        if (List.of(arguments).contains("--check")) {
            System.exit(InstallationCheck.run(List.of(arguments)));
        }
        WebProxy.permitLogin();
        if (List.of(arguments).contains("--reset-owner")) {
            System.exit(SpringApplication.exit(SpringApplication.run(
                    AdminApplication.class,
                    "--reset-owner",
                    "--server.address=127.0.0.1",
                    "--server.port=0",
                    "--management.server.port=-1",
                    "--keyway.owner.token=0")));
        }
        SpringApplication.run(AdminApplication.class, arguments);
    }
}
