package dev.keyway.catalogue.price;

import dev.keyway.catalogue.csv.CsvRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A price list as a file; the format is described in {@code docs/prices.md}. */
final class PriceFile {

    private static final List<String> COLUMNS = columns();
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

    private static List<String> columns() {
        List<String> names = new ArrayList<>(List.of("provider", "model", "floor", "valid_from"));
        Arrays.stream(Meter.values()).map(Meter::column).forEach(names::add);
        names.addAll(List.of("context", "max_output", "source", "date", "note"));
        return names;
    }

    PriceCatalogue catalogue() {
        for (CsvRow row : rows()) {
            if (header.isEmpty()) {
                readHeader(row);
            } else {
                readRow(new Row(name, header, row));
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
            if (!COLUMNS.contains(column)) {
                throw new IllegalArgumentException("%s line %d, column %s: unknown, expected one of %s"
                        .formatted(name, row.line(), column, String.join(", ", COLUMNS)));
            }
        }
        for (String column : List.of("provider", "model", "input")) {
            if (!header.contains(column)) {
                throw new IllegalArgumentException(
                        "%s line %d, column %s: missing".formatted(name, row.line(), column));
            }
        }
    }

    private void readRow(Row row) {
        String provider = row.required("provider");
        String model = row.required("model");
        long floor = row.count("floor");
        Instant validFrom = validFrom(row);
        if (!rows.add(List.of(provider, model, Long.toString(floor), validFrom.toString()))) {
            throw row.wrong("model", "the same model, floor and valid_from stand above already");
        }
        row.required("input");
        for (Meter meter : Meter.values()) {
            row.dollars(meter.column())
                    .ifPresent(price -> prices.add(new Price(provider, model, meter, floor, validFrom, price)));
        }
        long context = row.count("context");
        long maxOutput = row.count("max_output");
        if (context > 0 || maxOutput > 0) {
            facts.put(new PriceCatalogue.ModelName(provider, model), new ModelFacts(context, maxOutput));
        }
    }

    private static Instant validFrom(Row row) {
        return row.date("valid_from")
                .map((LocalDate day) -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
                .orElse(Instant.MIN);
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
