package dev.keyway.catalogue.price;

import dev.keyway.catalogue.csv.CsvRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A price list as a file; the format is described in {@code docs/prices.md}. */
final class PriceFile {

    private static final int VERSION_BYTES = 6;

    private final String name;
    private final byte[] bytes;
    private final List<Price> prices = new ArrayList<>();
    private final Map<PriceCatalogue.ModelName, ModelFacts> facts = new HashMap<>();
    private final Set<List<String>> rows = new HashSet<>();
    private List<String> header = List.of();

    PriceFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    PriceCatalogue catalogue() {
        for (CsvRow row : rows()) {
            if (header.isEmpty()) {
                readHeader(row);
            } else {
                readRow(row);
            }
        }
        try {
            return new PriceCatalogue(version(), prices, facts);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private List<CsvRow> rows() {
        try {
            return CsvRow.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " " + e.getMessage(), e);
        }
    }

    private void readHeader(CsvRow row) {
        header = row.cells();
        for (String column : header) {
            if (!PriceCells.COLUMNS.contains(column)) {
                throw new IllegalArgumentException("%s line %d, column %s: unknown, expected one of %s"
                        .formatted(name, row.line(), column, String.join(", ", PriceCells.COLUMNS)));
            }
        }
        for (String column : List.of("provider", "model")) {
            if (!header.contains(column)) {
                throw new IllegalArgumentException(
                        "%s line %d, column %s: missing".formatted(name, row.line(), column));
            }
        }
    }

    private void readRow(CsvRow row) {
        if (row.cells().size() < header.size()) {
            throw wrong(row, header.get(row.cells().size()), "missing");
        }
        for (String column : header) {
            if (!PriceCells.TEXTS.contains(column) && !CsvRow.isOneLine(cell(row, column))) {
                throw wrong(row, column, CsvRow.ONE_LINE);
            }
        }
        try {
            readCells(new PriceCells(column -> cell(row, column)));
        } catch (CellFault fault) {
            throw wrong(row, fault.column(), fault.problem());
        }
    }

    private void readCells(PriceCells row) {
        String provider = row.required("provider");
        String model = row.required("model");
        long floor = row.floor();
        Instant validFrom = row.validFrom().orElse(Instant.MIN);
        if (!rows.add(List.of(provider, model, Long.toString(floor), validFrom.toString()))) {
            throw new CellFault("model", "repeats the model, floor and valid_from of a row above");
        }
        Map<Meter, NanoDollars> known = row.prices();
        if (known.isEmpty()) {
            throw new CellFault("input", "or another meter must have a price");
        }
        known.forEach((meter, price) -> prices.add(new Price(provider, model, meter, floor, validFrom, price)));
        row.facts().ifPresent(found -> facts.put(new PriceCatalogue.ModelName(provider, model), found));
    }

    /** The last column takes further cells, too, so that a note needs no quotes for its commas. */
    private String cell(CsvRow row, String column) {
        int index = header.indexOf(column);
        if (index < 0) {
            return "";
        }
        List<String> cells = row.cells();
        return (index < header.size() - 1 ? cells.get(index) : String.join(",", cells.subList(index, cells.size())))
                .strip();
    }

    private IllegalArgumentException wrong(CsvRow row, String column, String problem) {
        return new IllegalArgumentException("%s line %d, column %s: %s".formatted(name, row.line(), column, problem));
    }

    private String version() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
