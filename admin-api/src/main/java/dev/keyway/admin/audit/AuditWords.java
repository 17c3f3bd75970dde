package dev.keyway.admin.audit;

import java.util.Set;

/** The words by which the audit is searched. */
public interface AuditWords {

    /** Kinds of objects. */
    Set<String> kinds();

    /** What is done to objects. */
    Set<String> actions();
}
