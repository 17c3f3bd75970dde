package dev.keyway.contract.control;

/**
 * The version of what gateway and admin service say to each other. Members may come without a new version, for readers
 * ignore those that they do not know; a version is raised when a member goes or changes its meaning. The admin service is
 * the first to be brought to a new release.
 */
public final class Contract {

    public static final int VERSION = 1;

    private Contract() {}
}
