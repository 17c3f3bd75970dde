package dev.keyway.db;

/** The login that the service is to run with does not exist; nothing was migrated. */
public final class UnknownLoginException extends RuntimeException {

    UnknownLoginException(String login) {
        super("the login '%1$s' does not exist; create it with: CREATE ROLE \"%1$s\" LOGIN NOINHERIT PASSWORD '…'"
                .formatted(login));
    }
}
