package dev.keyway.admin.tenancy;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CurrentCaller;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * The first statement of each transaction: which tenants it may see. Nobody calling, no row. Should it fail, so does
 * everything after it: PostgreSQL refuses further statements of a failed transaction.
 */
@Component
final class SeenTenants implements TransactionExecutionListener {

    private final CurrentCaller current;
    private final JdbcTemplate jdbc;

    SeenTenants(CurrentCaller current, DataSource dataSource) {
        this.current = current;
        this.jdbc = new JdbcTemplate(dataSource);
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure != null || !transaction.isNewTransaction()) {
            return;
        }
        String tenants = current.find().map(Caller::tenants).orElse("");
        try {
            jdbc.queryForObject("SELECT set_config('keyway.tenants', ?, true)", String.class, tenants);
        } catch (RuntimeException broken) {
            transaction.setRollbackOnly();
        }
    }
}
