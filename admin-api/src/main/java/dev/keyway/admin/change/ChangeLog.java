package dev.keyway.admin.change;

/** Change log of a transaction, as a {@link Lifecycle} writes it. */
interface ChangeLog {

    /** Writes what was changed until now, so that views have the versions that the answer shows. */
    void flush();

    /** Records a change; before and after are recorded as they are now. */
    void record(Change change);
}
