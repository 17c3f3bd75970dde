package dev.keyway.admin.token;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes many tokens, some hundred in a transaction, each with its own result and its own entry in the audit. */
@Service
class BulkTokens {

    private static final Logger LOG = LoggerFactory.getLogger(BulkTokens.class);

    static final int MOST = 10_000;
    private static final int PART = 500;

    private final ProxyTokenRepository tokens;
    private final TokenList list;
    private final TokenLife life;
    private final CurrentCaller current;
    private final TransactionTemplate transactions;

    BulkTokens(
            ProxyTokenRepository tokens,
            TokenList list,
            TokenLife life,
            CurrentCaller current,
            PlatformTransactionManager transactions) {
        this.tokens = tokens;
        this.list = list;
        this.life = life;
        this.current = current;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * @param dryRun whether only to report what would be done
     * @throws ProblemException if it is not clear which tokens are meant, or they are too many
     */
    BulkReport run(BulkChange request, boolean dryRun) {
        request.requireClear();
        Duration grace = new Rotation(request.grace()).graceInRange();
        List<UUID> ids = request.ids() == null ? found(Objects.requireNonNull(request.filter())) : request.ids();
        return BulkReport.of(dryRun, inParts(ids, dryRun, token -> BulkStep.of(request.action(), grace, life, token)));
    }

    private List<UUID> found(TokenFilter filter) {
        List<UUID> ids = list.ids(TokenRights.CHANGE, filter, MOST);
        if (ids.size() > MOST) {
            throw ProblemException.invalid("filter", "must find at most %d tokens: narrow it".formatted(MOST));
        }
        return ids;
    }

    private List<BulkReport.Item> inParts(List<UUID> ids, boolean dryRun, Function<ProxyToken, BulkReport.Item> step) {
        List<BulkReport.Item> items = new ArrayList<>();
        boolean cutOff = false;
        for (int start = 0; start < ids.size(); start += PART) {
            List<UUID> part = ids.subList(start, Math.min(start + PART, ids.size()));
            try {
                items.addAll(cutOff ? notTried(part) : inOneTransaction(part, dryRun, step));
            } catch (
                    RuntimeException
                            failure) { // What is committed is reported, whatever came after it: it has secrets.
                LOG.error("A bulk change of tokens ended after {} of {}", items.size(), ids.size(), failure);
                cutOff = true;
                items.addAll(notTried(part));
            }
        }
        return items;
    }

    private List<BulkReport.Item> inOneTransaction(
            List<UUID> ids, boolean dryRun, Function<ProxyToken, BulkReport.Item> step) {
        return Objects.requireNonNull(transactions.execute(status -> {
            if (dryRun) {
                status.setRollbackOnly();
            }
            Caller caller = current.get();
            Map<UUID, ProxyToken> held = tokens.hold(ids).stream()
                    .filter(token -> TokenRights.mayChange(caller, token.scope()))
                    .collect(Collectors.toMap(ProxyToken::id, token -> token));
            return ids.stream()
                    .map(id -> {
                        ProxyToken token = held.get(id);
                        BulkReport.Item item = token == null
                                ? BulkReport.Item.of(id, BulkReport.Outcome.NOT_FOUND)
                                : step.apply(token);
                        return dryRun ? item.withoutSecret() : item;
                    })
                    .toList();
        }));
    }

    private static List<BulkReport.Item> notTried(List<UUID> part) {
        return part.stream()
                .map(id -> BulkReport.Item.of(id, BulkReport.Outcome.NOT_TRIED))
                .toList();
    }
}
