package dev.keyway.admin.user;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.util.UUID;

/** Owner of an access token. */
public sealed interface TokenOwner {

    UUID id();

    Scope scope();

    /** Its column in the table of access tokens. */
    default String column() {
        return switch (this) {
            case Person person -> "user_id";
            case ServiceAccount account -> "service_account_id";
        };
    }

    /** What it is in the audit. */
    default Subject subject() {
        return switch (this) {
            case Person person -> Subject.USER;
            case ServiceAccount account -> Subject.SERVICE_ACCOUNT;
        };
    }

    /** Who calls, if it is a person: programs make no tokens for themselves. */
    static TokenOwner of(Caller caller) {
        UUID id = caller.id();
        if (caller.kind() != CallerKind.USER || id == null) {
            throw ProblemException.of(ErrorCode.FORBIDDEN, "Only people have access tokens of their own.");
        }
        return new Person(id);
    }

    record Person(UUID id) implements TokenOwner {

        @Override
        public Scope scope() {
            return Scope.INSTALLATION;
        }
    }

    /** @param scope the team that owns it */
    record ServiceAccount(UUID id, Scope scope) implements TokenOwner {}
}
