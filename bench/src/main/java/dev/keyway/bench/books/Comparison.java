package dev.keyway.bench.books;

import dev.keyway.bench.books.Call.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comparison of the clients' log, the provider's log and the records, call by call. */
final class Comparison {

    /** Times in records are in milliseconds. */
    private static final Duration GRAIN = Duration.ofMillis(1);

    private static final String COMPLETED = "COMPLETED";
    private static final String INTERRUPTED = "INTERRUPTED";

    private final ProviderLog provider;
    private final List<Outage> outages;
    private final Map<String, List<UsageRow>> byRequest = new HashMap<>();
    private final Map<UUID, List<UsageRow>> byToken = new HashMap<>();
    private final Findings findings = new Findings();

    private Comparison(ProviderLog provider, List<Outage> outages, List<UsageRow> rows) {
        this.provider = provider;
        this.outages = outages;
        for (UsageRow row : rows) {
            byRequest
                    .computeIfAbsent(row.requestId(), first -> new ArrayList<>())
                    .add(row);
            byToken.computeIfAbsent(row.token(), first -> new ArrayList<>()).add(row);
        }
    }

    /** Compares; all records must be of these calls. */
    static Findings of(List<Call> calls, ProviderLog provider, List<Outage> outages, List<UsageRow> rows) {
        return new Comparison(provider, outages, rows).compare(calls);
    }

    private Findings compare(List<Call> calls) {
        // Records that clients know by ID first, so that those that are left are of calls whose headers never came.
        List<Call> nameless = new ArrayList<>();
        for (Call call : calls) {
            if (call.requestId() == null) {
                nameless.add(call);
            } else {
                compare(call, taken(byRequest.getOrDefault(call.requestId(), List.of())));
            }
        }
        for (Call call : nameless) {
            compare(call, taken(ofItsTime(call)));
        }
        byToken.values().stream()
                .flatMap(Collection::stream)
                .forEach(row -> findings.wrong("record %s is of no call: %s".formatted(row.id(), row)));
        Set<Integer> known = calls.stream().map(call -> call.ask().number()).collect(Collectors.toSet());
        long unknown = provider.numbers().stream()
                .filter(number -> !known.contains(number))
                .count();
        if (unknown > 0) {
            findings.wrong(unknown + " calls at the provider are of no client");
        }
        return findings;
    }

    private List<UsageRow> ofItsTime(Call call) {
        return byToken.getOrDefault(call.token(), List.of()).stream()
                .filter(row -> !row.at().isBefore(call.sent().minus(GRAIN))
                        && !row.at().isAfter(call.ended()))
                .toList();
    }

    private List<UsageRow> taken(List<UsageRow> rows) {
        rows.forEach(row -> byToken.getOrDefault(row.token(), List.of()).remove(row));
        return rows;
    }

    private void compare(Call call, List<UsageRow> rows) {
        ProviderLog.Entry entry = provider.of(call.ask());
        if (rows.size() > 1) {
            findings.wrong(call + " has " + rows.size() + " records: " + rows);
        }
        if (entry.times() > 1) {
            findings.wrong(call + " came to the provider " + entry.times() + " times");
        }
        UsageRow row = rows.isEmpty() ? null : rows.getFirst();
        switch (call.ending()) {
            case WHOLE -> whole(call, entry, row);
            case CUT -> cut(call, entry, row);
            case REFUSED -> findings.wrong(call + " was refused");
        }
    }

    private void whole(Call call, ProviderLog.Entry entry, @Nullable UsageRow row) {
        findings.whole++;
        Ask ask = call.ask();
        if (row == null) {
            findings.wrong(call + " has no record");
            return;
        }
        Usage usage = new Usage(ask.input(), ask.output());
        require(entry.times() == 1, call, row, "did not come to the provider");
        require(!ask.asksForUsage() || usage.equals(call.usage()), call, row, "has other usage in its response");
        require(row.token().equals(call.token()), call, row, "is booked for another token");
        completed(call, row);
    }

    private void completed(Call call, UsageRow row) {
        require(row.outcome().equals(COMPLETED), call, row, "is not recorded as completed");
        require(row.attempts() == 1 && !row.estimated(), call, row, "is not one attempt, as reported");
        used(call, row);
    }

    private void used(Call call, UsageRow row) {
        Ask ask = call.ask();
        require(row.input() == ask.input() && row.output() == ask.output(), call, row, "has other units");
        require(row.costNanos() == ask.costNanos(), call, row, "has another cost than " + ask.costNanos());
    }

    private void cut(Call call, ProviderLog.Entry entry, @Nullable UsageRow row) {
        if (outages.stream().noneMatch(outage -> outage.cuts(call))) {
            findings.wrong(call + " was cut although the gateway ran");
        }
        if (row == null) {
            findings.unadmitted++;
            if (entry.times() > 0 || call.requestId() != null) {
                findings.wrong(call + " has no record, though it was admitted");
            }
        } else if (row.outcome().equals(COMPLETED)) {
            findings.closed++;
            require(
                    entry.answered(),
                    call,
                    row,
                    "is recorded as completed, and the provider did not answer to the end");
            // It is closed before its last bytes are passed on, and those in flight are lost with the connection: how
            // much the client
            // has read says nothing.
            completed(call, row);
        } else {
            findings.interrupted++;
            require(row.outcome().equals(INTERRUPTED), call, row, "is not recorded as interrupted");
            require(row.attempts() >= entry.times(), call, row, "has fewer attempts than the provider saw");
            if (row.attempts() == 1 && !row.estimated() && entry.answered()) {
                // Its attempt had ended, and its own end was not recorded any more.
                used(call, row);
            } else {
                require(row.attempts() == 0 || (row.estimated() && row.costNanos() > 0), call, row, "is not estimated");
            }
        }
    }

    private void require(boolean isSo, Call call, UsageRow row, String otherwise) {
        if (!isSo) {
            findings.wrong(call + " " + otherwise + ": " + row);
        }
    }
}
