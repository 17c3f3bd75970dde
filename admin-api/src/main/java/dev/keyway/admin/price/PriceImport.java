package dev.keyway.admin.price;

import dev.keyway.admin.bulk.ImportBound;
import dev.keyway.admin.bulk.ImportReport;
import dev.keyway.admin.money.Money;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.Utf8;
import dev.keyway.admin.provider.ModelView;
import dev.keyway.admin.provider.Models;
import dev.keyway.admin.provider.Providers;
import jakarta.persistence.PersistenceException;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in the prices of many models. Lines of one model, tier and moment are a list, which is taken as a whole or not at all;
 * what is there already is reported as a duplicate, so an import that was cut off can be sent again.
 */
@Service
class PriceImport {

    static final String CSV = "text/csv";

    private static final int PART = 500;

    private final Prices prices;
    private final Providers providers;
    private final Models models;
    private final Validator validator;
    private final JsonMapper json;
    private final Clock clock;
    private final TransactionTemplate transactions;

    PriceImport(
            Prices prices,
            Providers providers,
            Models models,
            Validator validator,
            JsonMapper json,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.prices = prices;
        this.providers = providers;
        this.models = models;
        this.validator = validator;
        this.json = json;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * How an import is sent.
     *
     * @param validFrom when the prices begin to hold whose line does not say; null: now
     * @param dryRun whether only to report what it would do
     * @param createMissing whether to create models that their provider does not have
     */
    record Format(String contentType, @Nullable Instant validFrom, boolean dryRun, boolean createMissing) {}

    /** @throws ProblemException if it is too large, or cannot be read at all */
    ImportReport run(Format format, InputStream body) throws IOException {
        byte[] bytes = body.readAllBytes();
        Instant start = Objects.requireNonNullElseGet(format.validFrom(), clock::instant);
        List<ImportedLine> lines = format.contentType().startsWith(CSV)
                ? new PriceCsv(start).read(Utf8.text(bytes, ErrorCode.INVALID_REQUEST))
                : new PriceJson(json, validator, start).read(bytes);
        ImportBound.require(lines.size());
        return take(lines, format);
    }

    private ImportReport take(List<ImportedLine> lines, Format format) {
        List<ImportReport.Line> report = new ArrayList<>();
        List<ImportReport.Made> made = new ArrayList<>();
        Map<ImportedLine.ListName, List<ImportedLine>> lists = new LinkedHashMap<>();
        for (ImportedLine line : lines) {
            if (line.list() == null) {
                report.add(invalid(line, String.valueOf(line.problem())));
            } else {
                lists.computeIfAbsent(line.list(), unused -> new ArrayList<>()).add(line);
            }
        }
        boolean cutOff = false;
        for (List<List<ImportedLine>> part : parts(lists.values())) {
            try {
                report.addAll(cutOff ? notTried(part) : inOneTransaction(part, format, made));
            } catch (DataAccessException | TransactionException | PersistenceException failure) {
                cutOff = true;
                report.addAll(notTried(part));
            }
        }
        report.sort(Comparator.comparingInt(ImportReport.Line::line));
        return ImportReport.of(report, made, format.dryRun());
    }

    private static List<List<List<ImportedLine>>> parts(Collection<List<ImportedLine>> lists) {
        List<List<List<ImportedLine>>> parts = new ArrayList<>();
        List<List<ImportedLine>> part = new ArrayList<>();
        int size = 0;
        for (List<ImportedLine> list : lists) {
            part.add(list);
            size += list.size();
            if (size >= PART) {
                parts.add(part);
                part = new ArrayList<>();
                size = 0;
            }
        }
        parts.add(part);
        return parts;
    }

    private List<ImportReport.Line> inOneTransaction(
            List<List<ImportedLine>> part, Format format, List<ImportReport.Made> made) {
        ImportedModels named = new ImportedModels(providers, models, format.createMissing(), validator);
        List<ImportReport.Line> lines = Objects.requireNonNull(transactions.execute(status -> {
            List<ImportReport.Line> taken = part.stream()
                    .flatMap(list -> takeList(list, named).stream())
                    .toList();
            if (format.dryRun()) {
                status.setRollbackOnly();
            }
            return taken;
        }));
        made.addAll(named.made());
        return lines;
    }

    private List<ImportReport.Line> takeList(List<ImportedLine> lines, ImportedModels named) {
        Optional<ImportedLine> wrong =
                lines.stream().filter(line -> line.problem() != null).findFirst();
        if (wrong.isPresent()) {
            return lines.stream()
                    .map(line -> invalid(
                            line,
                            line.problem() == null
                                    ? "is of the same list as line %d, which must change"
                                            .formatted(wrong.get().number())
                                    : line.problem()))
                    .toList();
        }
        try {
            return takeWhole(lines, Objects.requireNonNull(lines.getFirst().list()), named);
        } catch (ProblemException refused) {
            return lines.stream()
                    .map(line -> invalid(line, String.valueOf(refused.getMessage())))
                    .toList();
        }
    }

    private List<ImportReport.Line> takeWhole(
            List<ImportedLine> lines, ImportedLine.ListName name, ImportedModels named) {
        List<NewPrice> wanted =
                lines.stream().flatMap(line -> line.prices().stream()).toList();
        Prices.requireWhole(wanted);
        ModelView model = named.model(name, lines.getFirst().number());
        Terms terms = new Terms(name.tier(), name.validFrom(), lines.getFirst().source());
        List<PriceView> there = prices.list(model.id(), terms);
        if (there.isEmpty()) {
            prices.add(model, terms, wanted);
            return lines.stream()
                    .map(line -> new ImportReport.Line(line.number(), ImportReport.Outcome.CREATED, model.id(), null))
                    .toList();
        }
        return lines.stream().map(line -> compared(line, there, model)).toList();
    }

    private static ImportReport.Line compared(ImportedLine line, List<PriceView> there, ModelView model) {
        boolean same = line.prices().stream()
                .allMatch(price -> there.stream()
                        .anyMatch(known -> known.says(price, Money.nanos("perMillion", price.perMillion()))));
        return same
                ? new ImportReport.Line(line.number(), ImportReport.Outcome.DUPLICATE, model.id(), null)
                : invalid(line, "differs from the list with this valid_from; import it with a later valid_from");
    }

    private static List<ImportReport.Line> notTried(List<List<ImportedLine>> part) {
        return part.stream()
                .flatMap(List::stream)
                .map(line -> new ImportReport.Line(line.number(), ImportReport.Outcome.NOT_TRIED, null, null))
                .toList();
    }

    private static ImportReport.Line invalid(ImportedLine line, String message) {
        return new ImportReport.Line(line.number(), ImportReport.Outcome.INVALID, null, message);
    }
}
