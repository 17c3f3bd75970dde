package dev.keyway.admin.publish;

import dev.keyway.admin.gateway.Enrolments;
import dev.keyway.admin.gateway.GatewayAccess;
import dev.keyway.admin.query.OpenQuery;
import dev.keyway.admin.wire.Wire;
import dev.keyway.contract.control.Enrolled;
import dev.keyway.contract.control.Enrolment;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What replicas call before they are gateways. */
@RestController
@OpenQuery
@RequestMapping("/gateway/v1")
class EnrolmentController {

    private final Enrolments enrolments;
    private final Wire wire;

    EnrolmentController(Enrolments enrolments, Wire wire) {
        this.enrolments = enrolments;
        this.wire = wire;
    }

    @PostMapping("/enrol")
    Enrolled enrol(HttpServletRequest request) throws IOException {
        return enrolments.enrol(
                GatewayAccess.groupCredential(request).orElseThrow(),
                wire.read(request.getInputStream(), Enrolment.class));
    }
}
