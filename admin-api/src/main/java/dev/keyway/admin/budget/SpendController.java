package dev.keyway.admin.budget;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.query.OpenQuery;
import dev.keyway.admin.wire.Wire;
import dev.keyway.contract.control.SpendReport;
import dev.keyway.contract.control.SpendView;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where gateways report what they spend, and are granted what they may spend. */
@RestController
@OpenQuery
@RequestMapping("/gateway/v1")
class SpendController {

    private final SpendReports reports;
    private final CurrentCaller current;
    private final Wire wire;

    SpendController(SpendReports reports, CurrentCaller current, Wire wire) {
        this.reports = reports;
        this.current = current;
        this.wire = wire;
    }

    @PostMapping("/spend")
    SpendView report(HttpServletRequest request) throws IOException, InterruptedException {
        return reports.take(
                Objects.requireNonNull(current.get().id()), wire.read(request.getInputStream(), SpendReport.class));
    }
}
