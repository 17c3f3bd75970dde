package dev.keyway.admin.token;

import dev.keyway.admin.bulk.ImportBound;
import dev.keyway.admin.bulk.ImportReport;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.Utf8;
import dev.keyway.admin.tenant.TeamView;
import dev.keyway.admin.tenant.Teams;
import dev.keyway.contract.Secret;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Imports the virtual keys of another gateway as tokens of a team, so that no application needs a change. */
@Service
class TokenImport {

    static final String CSV = "text/csv";

    private static final int PART = 500;

    private final ProxyTokens tokens;
    private final TokenImportText text;
    private final Teams teams;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transactions;

    TokenImport(
            ProxyTokens tokens,
            TokenImportText text,
            Teams teams,
            JdbcClient jdbc,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.tokens = tokens;
        this.text = text;
        this.teams = teams;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** @throws ProblemException if it is too large, or cannot be read at all */
    ImportReport run(UUID tenant, UUID team, Format format, InputStream body) throws IOException {
        String read = Utf8.text(body.readAllBytes(), ErrorCode.INVALID_REQUEST);
        List<TokenImportText.Line> lines = format.contentType().startsWith(CSV) ? text.csv(read) : text.list(read);
        ImportBound.require(lines.size());
        TeamView known = teams.get(tenant, team);
        int size = format.dryRun() ? ImportBound.MOST_LINES : PART;
        List<ImportReport.Line> report = new ArrayList<>();
        for (int from = 0; from < lines.size(); from += size) {
            List<TokenImportText.Line> part = lines.subList(from, Math.min(from + size, lines.size()));
            try {
                report.addAll(inOneTransaction(known, part, format.dryRun()));
            } catch (DataAccessException | TransactionException | PersistenceException failure) {
                lines.subList(from, lines.size())
                        .forEach(line -> report.add(line(line, ImportReport.Outcome.NOT_TRIED, null)));
                break;
            }
        }
        return ImportReport.of(report, format.dryRun());
    }

    /**
     * How an import is sent.
     *
     * @param dryRun whether only to report what it would do
     */
    record Format(String contentType, boolean dryRun) {}

    private List<ImportReport.Line> inOneTransaction(TeamView team, List<TokenImportText.Line> part, boolean dryRun) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Scope held = teams.holdUnblocked(team.tenantId(), team.id());
            Set<String> known = known(part);
            List<ImportReport.Line> lines =
                    part.stream().map(line -> take(held, line, known)).toList();
            if (dryRun) {
                status.setRollbackOnly();
            }
            return lines;
        }));
    }

    private ImportReport.Line take(Scope team, TokenImportText.Line line, Set<String> known) {
        if (line.token() == null) {
            return line(line, ImportReport.Outcome.INVALID, line.problem());
        }
        try {
            Secret secret = ForeignSecret.read(line.token().token());
            NewToken request = line.token().request();
            ProxyTokens.requireFuture(request.expiresAt(), clock.instant());
            if (!known.add(hex(secret.digest()))) {
                return line(line, ImportReport.Outcome.DUPLICATE, null);
            }
            UUID id = tokens.add(team, request, secret).id();
            return new ImportReport.Line(line.number(), ImportReport.Outcome.CREATED, id, null);
        } catch (ProblemException refused) {
            return line(line, ImportReport.Outcome.INVALID, refused.getMessage());
        }
    }

    /** The digests among those of the lines that a token has already. */
    private Set<String> known(List<TokenImportText.Line> part) {
        byte[][] digests = part.stream()
                .map(TokenImportText.Line::token)
                .filter(Objects::nonNull)
                .map(token -> Secret.of(token.token()).digest())
                .toArray(byte[][]::new);
        return new HashSet<>(jdbc.sql("SELECT token_secrets_known(?)")
                .param(digests)
                .query((row, n) -> hex(row.getBytes(1)))
                .list());
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static ImportReport.Line line(
            TokenImportText.Line line, ImportReport.Outcome outcome, @Nullable String message) {
        return new ImportReport.Line(line.number(), outcome, null, message);
    }
}
