package dev.keyway.db;

/** The database has a schema of our name which we did not make; nothing in it was touched. */
public final class ForeignSchemaException extends RuntimeException {

    ForeignSchemaException() {
        super("the database has a schema '" + Schema.NAME
                + "' that was not made by Keyway's migrations; name another database, or remove that schema");
    }
}
