package dev.keyway.admin.usage.reconciliation;

import dev.keyway.admin.money.Money;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.Utf8;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/usage/reconciliations")
class ReconciliationController {

    static final String CSV = "text/csv";

    private static final int LONGEST_DAYS = 366;

    private final BookedSupply supply;
    private final JdbcClient jdbc;

    ReconciliationController(BookedSupply supply, JdbcClient jdbc) {
        this.supply = supply;
        this.jdbc = jdbc;
    }

    /**
     * Compares a provider's invoice with what is booked, and explains each difference. Nothing is stored. The body is CSV with the columns
     * {@code day}, {@code model} and {@code cost}, and any of {@code tokens} and the meters; lines of one day and model are added up. Lines
     * that cannot be read are listed, and are not part of the comparison.
     *
     * @param provider whose invoice it is
     * @param account only what was used of this account of the provider
     * @param zone the time zone (IANA) of the invoice's days
     * @param tolerance dollars by which a line may differ
     */
    @PostMapping(consumes = CSV)
    Reconciliation compare(
            @RequestParam UUID provider,
            @RequestParam(required = false) @Nullable UUID account,
            @RequestParam(defaultValue = "UTC") String zone,
            @RequestParam(defaultValue = "0")
                    @Pattern(
                            regexp = "^[0-9]{1,7}([.][0-9]{1,9})?$",
                            message = "must be dollars in digits, at most 9 of them after the point")
                    String tolerance,
            HttpServletRequest request)
            throws IOException {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw ProblemException.invalid("zone", "must be a time zone such as Europe/Berlin or UTC");
        }
        requireProvider(provider);
        InvoiceCsv.Read invoice =
                InvoiceCsv.read(Utf8.text(request.getInputStream().readAllBytes(), ErrorCode.INVALID_REQUEST));
        return new Reconciler(Money.nanos("tolerance", new BigDecimal(tolerance)))
                .compare(invoice.lines(), booked(provider, account, ZoneId.of(zone), invoice), invoice.invalid());
    }

    private NavigableMap<DayModel, Amounts> booked(
            UUID provider, @Nullable UUID account, ZoneId zone, InvoiceCsv.Read invoice) {
        if (invoice.lines().isEmpty()) {
            return new TreeMap<>();
        }
        LocalDate first = invoice.lines().firstKey().day();
        LocalDate last = invoice.lines().lastKey().day();
        if (first.plusDays(LONGEST_DAYS).isBefore(last)) {
            throw ProblemException.invalid("day", "must be within %d days in all lines".formatted(LONGEST_DAYS));
        }
        return supply.of(provider, account, zone, first, last);
    }

    private void requireProvider(UUID provider) {
        boolean isThere = jdbc.sql("SELECT count(*) > 0 FROM provider WHERE id = ?")
                .param(provider)
                .query(Boolean.class)
                .single();
        if (!isThere) {
            throw ProblemException.notFound("provider");
        }
    }
}
