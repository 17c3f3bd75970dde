package dev.keyway.admin.change;

import dev.keyway.admin.audit.AuditWords;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The subjects and actions that changes have. */
@Component
final class Words implements AuditWords {

    /** A new action takes its place here. */
    static final Set<String> ACTIONS = Set.of(
            "access_ended",
            "access_tokens_revoked",
            "answered",
            "closed",
            "created",
            "deleted",
            "ended",
            "exported",
            "imported",
            "moved",
            "password_reset",
            "password_set",
            "raise_withdrawn",
            "raised",
            "refused",
            "registered",
            "released",
            "replayed",
            "resolved",
            "retried",
            "revealed",
            "revoked",
            "rewrapped",
            "rotated",
            "secret_set",
            "sessions_ended",
            "sign_in_failed",
            "signed_in",
            "signed_out",
            "target_set",
            "tested",
            "updated");

    @Override
    public Set<String> kinds() {
        return Arrays.stream(Subject.values()).map(Subject::text).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Set<String> actions() {
        return ACTIONS;
    }
}
