package dev.keyway.admin.database;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What names this installation: what is sealed in it can be opened in no other. */
public final class Installation {

    private Installation() {}

    /** @param transaction within which it is asked for */
    public static UUID id(JdbcClient transaction) {
        return transaction.sql("SELECT id FROM installation").query(UUID.class).single();
    }

    /**
     * The timeline: revisions and marks of another one mean nothing here.
     *
     * @param transaction within which it is asked for
     */
    public static UUID timeline(JdbcClient transaction) {
        return transaction
                .sql("SELECT timeline FROM installation")
                .query(UUID.class)
                .single();
    }
}
