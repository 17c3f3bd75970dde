package dev.keyway.admin.version;

import dev.keyway.contract.control.Contract;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/version")
class VersionController {

    private static final String API = "v1";

    private final JdbcClient jdbc;

    VersionController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns which release, schema and API run here. */
    @GetMapping
    @Transactional(readOnly = true)
    public VersionView read() {
        String schema = jdbc.sql("SELECT version FROM schema_history WHERE success AND version IS NOT NULL ORDER BY"
                        + " installed_rank DESC LIMIT 1")
                .query(String.class)
                .single();
        return new VersionView(
                VersionController.class.getPackage().getImplementationVersion(), schema, API, Contract.VERSION);
    }
}
