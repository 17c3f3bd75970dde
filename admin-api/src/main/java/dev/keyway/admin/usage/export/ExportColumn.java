package dev.keyway.admin.usage.export;

/**
 * Column of an export.
 *
 * @param name as the export has it
 * @param sql expression that selects it
 */
record ExportColumn(String name, String sql, ExportKind kind) {

    static ExportColumn text(String name, String sql) {
        return new ExportColumn(name, sql, ExportKind.TEXT);
    }

    static ExportColumn word(String name, String sql) {
        return new ExportColumn(name, sql, ExportKind.WORD);
    }

    static ExportColumn number(String name, String sql) {
        return new ExportColumn(name, sql, ExportKind.NUMBER);
    }

    static ExportColumn moment(String name, String sql) {
        return new ExportColumn(name, sql, ExportKind.MOMENT);
    }

    static ExportColumn money(String name, String sql) {
        return new ExportColumn(name, sql, ExportKind.MONEY);
    }

    static ExportColumn flag(String name, String sql) {
        return new ExportColumn(name, sql, ExportKind.FLAG);
    }

    static ExportColumn object(String name, String sql) {
        return new ExportColumn(name, sql, ExportKind.OBJECT);
    }

    static ExportColumn optionalObject(String name, String sql) {
        return new ExportColumn(name, sql, ExportKind.OPTIONAL_OBJECT);
    }
}
