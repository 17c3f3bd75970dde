package dev.keyway.admin.providerkey;

import dev.keyway.admin.bulk.Csv;
import dev.keyway.admin.bulk.ImportBound;
import dev.keyway.admin.bulk.ImportReport;
import dev.keyway.admin.policy.KnownModels;
import dev.keyway.admin.policy.ModelNames;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.FieldError;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.Utf8;
import dev.keyway.admin.problem.Warning;
import dev.keyway.admin.provider.Accounts;
import dev.keyway.admin.provider.ProviderView;
import dev.keyway.admin.provider.Providers;
import jakarta.persistence.PersistenceException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes many keys in: in parts that each commit as a whole, so that what is cut off leaves nothing half written, and can be
 * sent again.
 */
@Service
class KeyImport {

    static final String CSV = "text/csv";

    private static final int PART = 500;

    private final ProviderKeys keys;
    private final KeyQueries rows;
    private final Providers providers;
    private final Accounts accounts;
    private final ModelNames names;
    private final Validator validator;
    private final TransactionTemplate transactions;

    KeyImport(
            ProviderKeys keys,
            KeyQueries rows,
            Providers providers,
            Accounts accounts,
            ModelNames names,
            Validator validator,
            PlatformTransactionManager transactions) {
        this.keys = keys;
        this.rows = rows;
        this.providers = providers;
        this.accounts = accounts;
        this.names = names;
        this.validator = validator;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** @throws ProblemException if it is too large, or cannot be read at all */
    ImportReport run(UUID provider, Format format, InputStream body) throws IOException {
        String text = Utf8.text(body.readAllBytes(), ErrorCode.INVALID_REQUEST);
        List<Csv.Line> entries = format.contentType().startsWith(CSV) ? ImportText.csv(text) : ImportText.lines(text);
        ImportBound.require(entries.size());
        ProviderView known = providers.get(provider);
        List<ImportReport.Line> report = new ArrayList<>();
        List<ImportReport.Made> made = new ArrayList<>();
        int size = format.dryRun() ? ImportBound.MOST_LINES : PART;
        for (int from = 0; from < entries.size(); from += size) {
            List<Csv.Line> part = entries.subList(from, Math.min(from + size, entries.size()));
            try {
                Part taken = inOneTransaction(known.id(), part, format);
                report.addAll(taken.lines());
                made.addAll(taken.made());
            } catch (DataAccessException | TransactionException | PersistenceException failure) {
                entries.subList(from, entries.size())
                        .forEach(entry -> report.add(line(entry, ImportReport.Outcome.NOT_TRIED)));
                break;
            }
        }
        return ImportReport.of(report, made, format.dryRun());
    }

    /**
     * How an import is sent.
     *
     * @param dryRun whether only to report what it would do
     * @param createMissing whether to create accounts that the provider does not have
     */
    record Format(String contentType, boolean dryRun, boolean createMissing) {}

    private record Part(List<ImportReport.Line> lines, List<ImportReport.Made> made) {}

    private Part inOneTransaction(UUID provider, List<Csv.Line> part, Format format) {
        return Objects.requireNonNull(transactions.execute(status -> {
            ImportedAccounts named = new ImportedAccounts(accounts, provider, format.createMissing(), validator);
            List<ImportReport.Line> lines = take(provider, part, named);
            if (format.dryRun()) {
                status.setRollbackOnly();
            }
            return new Part(lines, named.made());
        }));
    }

    private List<ImportReport.Line> take(UUID provider, List<Csv.Line> part, ImportedAccounts named) {
        ProviderView held = providers.hold(provider);
        UUID installation = rows.installation();
        KnownModels known = names.known();
        return part.stream()
                .map(entry -> take(held, entry, named, known, installation))
                .toList();
    }

    private ImportReport.Line take(
            ProviderView held, Csv.Line entry, ImportedAccounts named, KnownModels known, UUID installation) {
        String problem = entry.problem();
        if (problem != null) {
            return invalid(entry, problem);
        }
        try {
            NewKey key = key(entry, account -> named.id(account, entry.number()));
            ProviderKeys.Added added = keys.add(held, key, installation);
            return new ImportReport.Line(
                    entry.number(), added.outcome(), added.key().id(), doubts(added, known, held.slug()));
        } catch (ProblemException refused) {
            return invalid(entry, String.valueOf(refused.getMessage()));
        }
    }

    private static @Nullable String doubts(ProviderKeys.Added added, KnownModels known, String provider) {
        String doubts = known.unmatched("models", added.key().allowedModels(), provider).stream()
                .map(Warning::message)
                .collect(Collectors.joining(" "));
        return doubts.isEmpty() ? null : doubts;
    }

    private NewKey key(Csv.Line entry, Function<String, UUID> account) {
        NewKey key = new NewKey(
                text(entry, "name"),
                entry.cell("key"),
                null,
                null,
                number(entry, "weight"),
                number(entry, "tier"),
                null,
                Arrays.stream(entry.cell("models").split("[;\\s]+", -1))
                        .filter(model -> !model.isEmpty())
                        .toList());
        Set<ConstraintViolation<NewKey>> violations = validator.validate(key);
        if (!violations.isEmpty()) {
            FieldError first = FieldError.of(violations.iterator().next());
            String field = first.field();
            throw ProblemException.invalid(field.equals("secret") ? "key" : field, first.message());
        }
        String name = text(entry, "account");
        if (name != null && name.length() > 120) {
            throw ProblemException.invalid("account", "must have at most 120 characters");
        }
        return name == null
                ? key
                : new NewKey(
                        key.name(),
                        key.secret(),
                        null,
                        account.apply(name),
                        key.weight(),
                        key.tier(),
                        null,
                        key.allowedModels());
    }

    private static @Nullable String text(Csv.Line entry, String column) {
        return entry.cell(column).isEmpty() ? null : entry.cell(column);
    }

    private static @Nullable Integer number(Csv.Line entry, String column) {
        try {
            return entry.cell(column).isEmpty() ? null : Integer.valueOf(entry.cell(column));
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(column, "must be a whole number");
        }
    }

    private static ImportReport.Line line(Csv.Line entry, ImportReport.Outcome outcome) {
        return new ImportReport.Line(entry.number(), outcome, null, null);
    }

    private static ImportReport.Line invalid(Csv.Line entry, String message) {
        return new ImportReport.Line(entry.number(), ImportReport.Outcome.INVALID, null, message);
    }
}
