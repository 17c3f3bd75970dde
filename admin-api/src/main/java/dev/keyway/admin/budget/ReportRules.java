package dev.keyway.admin.budget;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.contract.control.Contract;
import dev.keyway.contract.control.SpendReport;
import dev.keyway.contract.control.WindowReport;
import dev.keyway.contract.window.Period;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked of a spend report. */
final class ReportRules {

    /** A billion dollars. */
    private static final long MOST_NANOS = 1_000_000_000_000_000_000L;

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2200, 1, 1);
    private static final Set<String> SCOPES = Set.of("TENANT", "TEAM", "TOKEN");
    private static final Pattern CODE = Pattern.compile("[a-z][a-z_]{0,99}");

    private ReportRules() {}

    /**
     * The reported windows.
     *
     * @throws ProblemException naming what is invalid, or if it is written in a contract of a later release
     */
    static Map<Window, WindowReport> windows(SpendReport report) {
        if (report.contract() > Contract.VERSION) {
            throw ProblemException.of(
                    ErrorCode.CONTRACT_UNKNOWN,
                    "The report is written in version %d of the contract, this release knows %d: upgrade the admin service."
                            .formatted(report.contract(), Contract.VERSION));
        }
        require(report.logId() != null, "logId", "must be given");
        List<WindowReport> all = report.windows();
        require(
                all.size() <= SpendReport.MOST_WINDOWS,
                "windows",
                "must have at most %d elements: report them in parts".formatted(SpendReport.MOST_WINDOWS));
        Map<Window, WindowReport> windows = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            String at = "windows[" + i + "]";
            Window window = window(at, all.get(i));
            amounts(at, all.get(i));
            require(windows.putIfAbsent(window, all.get(i)) == null, at, "must be a window that is not named before");
        }
        return windows;
    }

    private static Window window(String at, WindowReport report) {
        require(
                report.scope() != null && SCOPES.contains(report.scope()),
                at + ".scope",
                "must be TENANT, TEAM or TOKEN");
        require(report.scopeId() != null, at + ".scopeId", "must be given");
        Period period = Arrays.stream(Period.values())
                .filter(one -> one.name().equals(report.period()))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(at + ".period", "must be DAY, WEEK, MONTH or TOTAL"));
        LocalDate start = report.windowStart();
        require(
                start != null && start.equals(period.start(start)) && (period == Period.TOTAL || isNear(start)),
                at + ".windowStart",
                "must be the first date of a window, such as 2026-11-01 of a MONTH; 1970-01-01 of TOTAL");
        return new Window(report.scope(), report.scopeId(), period, start);
    }

    private static boolean isNear(LocalDate date) {
        return date.isAfter(FIRST) && date.isBefore(LAST);
    }

    private static void amounts(String at, WindowReport report) {
        amount(at + ".ceilingNanos", report.ceilingNanos());
        amount(at + ".spentNanos", report.spentNanos());
        amount(at + ".heldNanos", report.heldNanos());
        amount(at + ".wantedNanos", report.wantedNanos());
        amount(at + ".recentNanos", report.recentNanos());
        require(
                report.refusal() == null || CODE.matcher(report.refusal()).matches(),
                at + ".refusal",
                "must be a code of lower-case letters and _, of at most 100 characters");
    }

    /** A ceiling may be the whole of a budget, whatever that is. */
    private static void amount(String field, @Nullable Long nanos) {
        require(
                nanos == null || (nanos >= 0 && (nanos <= MOST_NANOS || field.endsWith(".ceilingNanos"))),
                field,
                "must be nano-dollars from 0 to " + MOST_NANOS);
    }

    private static void require(boolean met, String field, String rule) {
        if (!met) {
            throw ProblemException.invalid(field, rule);
        }
    }
}
