package dev.keyway.admin.naming;

/** Names that come from elsewhere, where nobody can be asked for another. */
public final class Names {

    private Names() {}

    /** Without what a name must not have. */
    public static String plain(String name) {
        return name.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "").strip();
    }

    /** Whether it can be a login. */
    public static boolean isLogin(String name) {
        return !name.isBlank() && PlainLogin.Validator.isPlain(name);
    }
}
