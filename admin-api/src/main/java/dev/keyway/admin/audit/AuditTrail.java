package dev.keyway.admin.audit;

import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Reads the audit: in pages for people, and as a whole for whoever stores a copy. */
@Service
class AuditTrail {

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final Pipeline pipeline;
    private final AuditWords words;
    private final JsonMapper json;

    AuditTrail(JdbcClient jdbc, Pipeline pipeline, AuditWords words, JsonMapper json) {
        this.words = words;
        this.jdbc = jdbc;
        this.pipeline = pipeline;
        this.json = json;
    }

    /** Newest first, of what the caller may see. */
    @Transactional(readOnly = true)
    public Page<AuditView> page(AuditFilter asked, PageRequest page) {
        asked.require(words);
        Filter filter = asked.from("sequence < ?", page.beforeSequence());
        List<AuditLink> rows = jdbc.sql(AuditLink.SELECT + "WHERE " + filter.sql() + " ORDER BY sequence DESC LIMIT ?")
                .params(filter.values(page.fetch()))
                .query(AuditLink::of)
                .list();
        return Page.of(rows, page, link -> new UUID(0, link.entry().sequence()), link -> link.view(json));
    }

    /**
     * Newest first, of one tenant, also when it is deleted.
     *
     * @throws ProblemException if there never was one, or the caller may not see it
     */
    @Transactional(readOnly = true)
    public Page<AuditView> page(UUID tenant, AuditFilter asked, PageRequest page) {
        if (!jdbc.sql("SELECT EXISTS (SELECT FROM tenant WHERE id = ?)")
                .param(tenant)
                .query(Boolean.class)
                .single()) {
            throw ProblemException.notFound("tenant");
        }
        return page(asked.of(tenant), page);
    }

    /** @throws ProblemException if the filter can match nothing */
    void require(AuditFilter asked) {
        asked.require(words);
    }

    /** All that match up to a sequence, oldest first; whatever their tenant. */
    void export(AuditFilter asked, long last, Consumer<AuditView> reader) {
        long after = 0;
        List<AuditLink> batch;
        do {
            Filter filter = asked.from("sequence > ?", after).and("sequence <= ?", last);
            batch = pipeline.jdbc()
                    .sql(AuditLink.SELECT + "WHERE " + filter.sql() + " ORDER BY sequence LIMIT ?")
                    .params(filter.values(BATCH))
                    .query(AuditLink::of)
                    .list();
            for (AuditLink link : batch) {
                reader.accept(link.view(json));
                after = link.entry().sequence();
            }
        } while (batch.size() == BATCH);
    }
}
