package dev.keyway.admin.start;

import dev.keyway.admin.database.DatabaseSettings;
import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.db.ForeignSchemaException;
import dev.keyway.db.UnknownLoginException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.flywaydb.core.api.FlywayException;

/** {@code --migrate}: the step before a release starts. */
public final class Migration {

    private Migration() {}

    /** Runs the migrations by the settings of an environment; the exit code, having said what happened. */
    public static int run(Map<String, String> environment) {
        return run(environment, System.out, System.err);
    }

    static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
        SettingNames.read().warnings(environment).forEach(warning -> err.println("warning: " + warning));
        try {
            int ran = settings(environment).schema().migrate();
            out.println(
                    ran == 0 ? "The schema is up to date." : "The schema is up to date: " + ran + " migrations ran.");
            return 0;
        } catch (InvalidSettingException e) {
            err.println("error: " + e.getMessage());
        } catch (ForeignSchemaException e) {
            err.println("error: KEYWAY_DB_URL: " + e.getMessage());
        } catch (UnknownLoginException e) {
            err.println("error: KEYWAY_DB_USER: " + e.getMessage());
        } catch (SQLException | FlywayException e) {
            err.println("error: KEYWAY_DB_URL: the database cannot be used: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return 1;
    }

    private static DatabaseSettings settings(Map<String, String> environment) {
        Map<String, String> secrets = SecretFiles.read(
                name -> environment.get(name.startsWith("keyway.") ? SecretFiles.variable(name) : name));
        UnaryOperator<String> value = property ->
                secrets.getOrDefault(property, environment.getOrDefault(SecretFiles.variable(property), ""));
        return new DatabaseSettings(
                environment.get("KEYWAY_DB_URL"),
                environment.getOrDefault("KEYWAY_DB_USER", "postgres"),
                value.apply("keyway.db.password"),
                new DatabaseSettings.Migration(
                        value.apply("keyway.db.migration.user"), value.apply("keyway.db.migration.password")),
                DatabaseSettings.Migrate.NEVER,
                1);
    }
}
