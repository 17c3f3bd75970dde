package dev.keyway.admin.providerkey;

import java.util.regex.Pattern;

/**
 * Where gateways find a key: a variable of their environment, or a file. Only names: each gateway looks below the prefix and the folder
 * that its operator set, and nothing here leads out of them.
 */
public final class KeyReference {

    static final String SYNTAX =
            "env:[A-Za-z_][A-Za-z0-9_]{0,199}|file:(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/){0,4}[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}";
    static final String MESSAGE =
            "must be env:NAME or file:name, a path below the gateways' folder without hidden parts or ..";

    private static final Pattern PATTERN = Pattern.compile(SYNTAX);

    private KeyReference() {}

    /** Whether gateways may be asked for it; a release before took more. */
    public static boolean isOne(String text) {
        return PATTERN.matcher(text).matches();
    }
}
