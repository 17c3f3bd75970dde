package dev.keyway.admin.usage.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows of COPY are written in CSV and JSON that other programs read as what they were. */
class FormatTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<ExportColumn> TEXTS = List.of(ExportColumn.text("a", "a"), ExportColumn.text("b", "b"));

    @Test
    void jsonHasWhatTheDatabaseHas() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            String a = any(random);
            String b = any(random);
            JsonNode read = JSON.readTree(written(new JsonFormat(TEXTS), copied(a) + "\t" + copied(b)));
            assertThat(read.get("a").asString()).isEqualTo(a);
            assertThat(read.get("b").asString()).isEqualTo(b);
        }
    }

    @Test
    void csvHasWhatTheDatabaseHasBesideFormulas() throws IOException {
        Random random = new Random(8);
        for (int i = 0; i < 5_000; i++) {
            String a = "a" + any(random);
            String b = "b" + any(random);
            CsvRecord read = csv(written(new CsvFormat(TEXTS), copied(a) + "\t" + copied(b)));
            assertThat(read.getFields()).containsExactly(a, b);
        }
    }

    @Test
    void whatASpreadsheetWouldRunGetsAnApostrophe() throws IOException {
        for (String sign : List.of("=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20")) {
            String formula = sign + "cmd|' /C calc'!A1,\"";
            CsvRecord read = csv(written(new CsvFormat(TEXTS), copied(formula) + "\tx=1"));
            assertThat(read.getFields()).containsExactly("'" + formula, "x=1");
        }
    }

    @Test
    void anythingElseStaysAsItIs() throws IOException {
        for (String text : List.of("gpt-4o", " =1", "\u00EF", "\uFF21", "é,\"ü\"", "'a'")) {
            assertThat(csv(written(new CsvFormat(TEXTS), copied(text) + "\t\\N"))
                            .getFields())
                    .containsExactly(text, "");
        }
    }

    @Test
    void amountsAreNeverTakenForFormulas() throws IOException {
        List<ExportColumn> money = List.of(ExportColumn.money("a", "a"), ExportColumn.moment("b", "b"));
        assertThat(written(new CsvFormat(money), "-1500\t2026-10-05 12:00:00.25+00"))
                .isEqualTo("-0.0000015,2026-10-05T12:00:00.25Z\r\n");
    }

    @Test
    void aMomentOfAnotherZoneIsRefused() {
        List<ExportColumn> moments = List.of(ExportColumn.moment("b", "b"));
        assertThatThrownBy(() -> written(new CsvFormat(moments), "2026-10-05 12:00:00.25+02"))
                .hasMessageContaining("UTC");
    }

    private static String written(ExportFormat format, String row) throws IOException {
        CopiedRow copied = new CopiedRow(format.columns().size());
        copied.read((row + "\n").getBytes(StandardCharsets.UTF_8));
        LineBuffer lines = new LineBuffer();
        format.write(copied, lines);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        lines.sendTo(sent);
        return sent.toString(StandardCharsets.UTF_8);
    }

    private static CsvRecord csv(String text) throws IOException {
        try (CsvReader<CsvRecord> reader =
                CsvReader.builder().skipEmptyLines(false).ofCsvRecord(text)) {
            return reader.stream().findFirst().orElseThrow();
        }
    }

    /** As PostgreSQL writes it. */
    private static String copied(String text) {
        return text.codePoints()
                .mapToObj(c -> switch (c) {
                    case '\\' -> "\\\\";
                    case '\b' -> "\\b";
                    case '\f' -> "\\f";
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    case '\t' -> "\\t";
                    case 0x0B -> "\\v";
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining());
    }

    /** Any text that PostgreSQL stores, rich in what is special somewhere. */
    private static String any(Random random) {
        String special = "\\\b\f\n\r\t\u000B\"',;=\u0001\u001F\u007F\u0080é€😀N";
        return IntStream.range(0, random.nextInt(12))
                .map(i -> random.nextBoolean()
                        ? special.codePointAt(special.offsetByCodePoints(
                                0, random.nextInt(special.codePointCount(0, special.length()))))
                        : random.nextInt(1, 0xD800))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
