package dev.keyway.db;

/** How a database's schema stands to this release. */
public sealed interface SchemaState {

    /** All migrations of this release have run; later ones may have, too. */
    record Current() implements SchemaState {}

    /** There is none yet. */
    record Missing() implements SchemaState {}

    /**
     * Migrations of this release have not run.
     *
     * @param pending how many
     */
    record Behind(int pending) implements SchemaState {}

    /** The login is not a member of the roles that may see how it stands: no migration of this release has made it one. */
    record Closed() implements SchemaState {}
}
