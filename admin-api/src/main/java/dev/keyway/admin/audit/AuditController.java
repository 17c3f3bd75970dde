package dev.keyway.admin.audit;

import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Who changed what; and the proof that this is all of it. */
@RestController
class AuditController {

    private static final Logger LOG = LoggerFactory.getLogger(AuditController.class);
    private static final String HEAD = "X-Audit-Head";

    private final AuditTrail trail;
    private final AuditChain chain;
    private final JsonMapper json;

    AuditController(AuditTrail trail, AuditChain chain, JsonMapper json) {
        this.trail = trail;
        this.chain = chain;
        this.json = json;
    }

    /** Lists audit entries, newest first. */
    @GetMapping("/api/v1/audit")
    Page<AuditView> list(AuditFilter filter, PageRequest page) {
        return trail.page(filter, page);
    }

    /** Lists audit entries of one tenant, newest first. */
    @GetMapping("/api/v1/tenants/{tenant}/audit")
    Page<AuditView> listOfTenant(@PathVariable UUID tenant, AuditFilter filter, PageRequest page) {
        return trail.page(tenant, filter, page);
    }

    /**
     * Exports audit entries as JSON lines, oldest first. The header {@code X-Audit-Head} carries the signed head up
     * to which they go; the log has it as well. Without the header, the head of the audit is missing.
     */
    @GetMapping(path = "/api/v1/audit/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void export(AuditFilter filter, HttpServletResponse response) throws IOException {
        trail.require(filter);
        Optional<AuditHead> head = chain.head();
        LOG.info(
                "audit exported; {}", head.map(end -> "head " + end.text()).orElse("the head of the audit is missing"));
        head.ifPresent(end -> response.setHeader(HEAD, end.text()));
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        OutputStream out = response.getOutputStream();
        trail.export(filter, head.map(AuditHead::sequence).orElse(Long.MAX_VALUE), entry -> line(out, entry));
    }

    /**
     * Verifies the audit chain. Names the first entry that was modified or is out of sequence, and the signed head.
     *
     * @param head heads of earlier times, from exports, answers or the log
     */
    @GetMapping("/api/v1/audit/verify")
    Verification verify(@RequestParam(defaultValue = "") List<String> head) {
        return chain.verify(head.stream().map(this::ours).toList());
    }

    private AuditHead ours(String text) {
        return AuditHead.read(text)
                .filter(chain::isOurs)
                .orElseThrow(() -> ProblemException.invalid("head", "must be a head that this service signed"));
    }

    private void line(OutputStream out, AuditView entry) {
        try {
            out.write(json.writeValueAsBytes(entry));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
