package dev.keyway.admin.usage.export;

import dev.keyway.admin.usage.query.UsageFilter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Exports of usage of all tenants, as far as the caller's roles go. */
@RestController
@RequestMapping("/api/v1/usage/export")
class ExportController {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "ndjson";

    private final UsageExports exports;

    ExportController(UsageExports exports) {
        this.exports = exports;
    }

    /**
     * Exports the usage records that you may see, in no particular order. A response that ends early breaks off; JSON lines that are
     * complete end with a summary.
     *
     * @param format {@code csv} or {@code ndjson}
     */
    @GetMapping(produces = {CSV, MediaType.APPLICATION_NDJSON_VALUE})
    void export(
            UsageFilter filter,
            @RequestParam(defaultValue = "csv") @Pattern(regexp = "csv|ndjson", message = "must be csv or ndjson")
                    String format,
            HttpServletResponse response)
            throws SQLException, IOException {
        if (format.equals(NDJSON)) {
            send(
                    new ExportRequest(ExportRequest.Rows.REQUESTS_NDJSON, filter),
                    MediaType.APPLICATION_NDJSON_VALUE,
                    "keyway-usage.ndjson",
                    response);
        } else {
            send(new ExportRequest(ExportRequest.Rows.REQUESTS_CSV, filter), CSV, "keyway-usage.csv", response);
        }
    }

    /**
     * Exports the costs of the usage records that you may see, in the columns of FinOps FOCUS 1.2, as CSV: a row for each meter of
     * an attempt and for each adjustment.
     */
    @GetMapping(path = "/focus", produces = CSV)
    void exportFocus(UsageFilter filter, HttpServletResponse response) throws SQLException, IOException {
        send(new ExportRequest(ExportRequest.Rows.FOCUS_CSV, filter), CSV, "keyway-focus.csv", response);
    }

    private void send(ExportRequest request, String type, String file, HttpServletResponse response)
            throws SQLException, IOException {
        exports.send(request, new LateResponse(response, type + ";charset=" + StandardCharsets.UTF_8, file));
    }
}
