package dev.keyway.admin.statement;

import jakarta.validation.Valid;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Statements of tenants. */
@RestController
@RequestMapping("/api/v1/statements/{tenant}")
class StatementController {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Statements statements;
    private final StatementClosing closing;
    private final Clock clock;

    StatementController(Statements statements, StatementClosing closing, Clock clock) {
        this.statements = statements;
        this.closing = closing;
        this.clock = clock;
    }

    /** Lists the months in which something of a tenant is booked, latest first. */
    @GetMapping
    StatementMonths list(@PathVariable UUID tenant) {
        return statements.months(tenant);
    }

    /**
     * Returns the statement of a tenant and a month, such as {@code 2026-03}, by team and token. It is {@code PROVISIONAL} until the logs of
     * all gateways are past the month's end and no gap is open, and {@code COMPLETE} then. A {@code CLOSED} statement does not change.
     */
    @GetMapping("/{month}")
    StatementView read(@PathVariable UUID tenant, @PathVariable String month) {
        return statements.get(tenant, month);
    }

    /** Returns the lines of a statement as CSV; their amounts add up to its total. */
    @GetMapping(path = "/{month}/csv", produces = "text/csv")
    ResponseEntity<String> csv(@PathVariable UUID tenant, @PathVariable String month) {
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("statement-" + StatementMonth.read(month) + ".csv")
                                .build()
                                .toString())
                .body(statements.csv(tenant, month));
    }

    /** Returns a statement as a page in HTML, to be read and printed. It has no scripts, and loads nothing. */
    @GetMapping(path = "/{month}/page", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(@PathVariable UUID tenant, @PathVariable String month) {
        return ResponseEntity.ok()
                .contentType(HTML)
                .header("Content-Security-Policy", StatementPage.POLICY)
                .body(StatementPage.of(statements.get(tenant, month), clock.instant()));
    }

    /**
     * Closes the statement of a month that is over. If usage is or may be missing, all of it must be named. What comes later is an entry in
     * the first later statement that is not closed.
     */
    @PostMapping("/{month}/close")
    StatementView close(
            @PathVariable UUID tenant, @PathVariable String month, @Valid @RequestBody CloseStatement request) {
        closing.close(tenant, month, request);
        return statements.get(tenant, month);
    }
}
