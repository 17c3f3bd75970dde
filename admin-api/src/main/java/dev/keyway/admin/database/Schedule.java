package dev.keyway.admin.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** What becomes of work that is done now and then, and fails: it is done again at its next time, and a line says so. */
@Configuration(proxyBeanMethods = false)
class Schedule {

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    @Bean
    SimpleAsyncTaskSchedulerCustomizer onVirtualThreads() {
        return scheduler -> scheduler.setErrorHandler(Schedule::report);
    }

    @Bean
    ThreadPoolTaskSchedulerCustomizer onPlatformThreads() {
        return scheduler -> scheduler.setErrorHandler(Schedule::report);
    }

    /** The database is away for a while, now and then; what else fails is a defect. */
    static void report(Throwable failure) {
        if (failure instanceof DataAccessException || failure instanceof TransactionException) {
            LOG.warn("scheduled work waits for the database: {}", failure.getMessage());
        } else {
            LOG.error("scheduled work failed", failure);
        }
    }
}
