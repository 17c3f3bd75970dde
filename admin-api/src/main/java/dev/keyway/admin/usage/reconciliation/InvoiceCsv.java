package dev.keyway.admin.usage.reconciliation;

import dev.keyway.admin.bulk.Csv;
import dev.keyway.admin.bulk.ImportBound;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.catalogue.price.Meter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads invoices as CSV: {@code day}, {@code model} and {@code cost}, and any of the meters and {@code tokens}. */
final class InvoiceCsv {

    static final String TOKENS = "tokens";
    static final Set<String> QUANTITIES = quantities();

    private static final int LONGEST_MODEL = 200;
    private static final Pattern COST = Pattern.compile(Money.SIGNED);
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2999, 12, 31);
    private static final Csv CSV = new Csv(Set.of("day", "model", "cost"), QUANTITIES, Set.of());

    private InvoiceCsv() {}

    /**
     * An invoice that was read.
     *
     * @param invalid lines that could not be read
     */
    record Read(NavigableMap<DayModel, Amounts> lines, List<Reconciliation.Invalid> invalid) {}

    /** @throws ProblemException if the header is invalid, or there are too many lines */
    static Read read(String text) {
        List<Csv.Line> lines = CSV.read(text);
        ImportBound.require(lines.size());
        Read read = new Read(new TreeMap<>(), new ArrayList<>());
        for (Csv.Line line : lines) {
            try {
                if (line.problem() != null) {
                    throw ProblemException.invalid("line", line.problem());
                }
                DayModel key = new DayModel(day(line), model(line));
                read.lines().merge(key, amounts(line), Amounts::plus);
            } catch (ProblemException wrong) {
                read.invalid().add(new Reconciliation.Invalid(line.number(), String.valueOf(wrong.getMessage())));
            } catch (ArithmeticException tooMuch) {
                read.invalid()
                        .add(new Reconciliation.Invalid(line.number(), "the sum of its day and model is out of range"));
            }
        }
        return read;
    }

    private static LocalDate day(Csv.Line line) {
        try {
            LocalDate day = LocalDate.parse(line.cell("day"));
            if (!day.isBefore(FIRST) && !day.isAfter(LAST)) {
                return day;
            }
        } catch (DateTimeException e) {
            throw ProblemException.invalid("day", "must be such as 2026-03-31");
        }
        throw ProblemException.invalid("day", "must be of the years 2000 to 2999");
    }

    private static String model(Csv.Line line) {
        String model = line.cell("model");
        if (model.isEmpty() || model.length() > LONGEST_MODEL) {
            throw ProblemException.invalid("model", "must have 1 to " + LONGEST_MODEL + " characters");
        }
        return model;
    }

    private static Amounts amounts(Csv.Line line) {
        if (!COST.matcher(line.cell("cost")).matches()) {
            throw ProblemException.invalid("cost", "must be dollars in digits, at most 9 of them after the point");
        }
        Map<String, Long> quantities = new HashMap<>();
        for (String column : QUANTITIES) {
            String cell = line.cell(column);
            if (!cell.isEmpty()) {
                if (!COUNT.matcher(cell).matches()) {
                    throw ProblemException.invalid(column, "must be a whole number");
                }
                quantities.put(column, Long.parseLong(cell));
            }
        }
        long nanos = new BigDecimal(line.cell("cost")).movePointRight(9).longValueExact();
        return new Amounts(List.of(line.number()), quantities, nanos);
    }

    private static Set<String> quantities() {
        Set<String> columns = new LinkedHashSet<>();
        columns.add(TOKENS);
        Arrays.stream(Meter.values()).map(Meter::column).forEach(columns::add);
        return columns;
    }
}
