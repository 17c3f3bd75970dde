package dev.keyway.admin.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Answer;
import dev.keyway.admin.Api;
import jakarta.persistence.EntityManagerFactory;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many statements an import costs whose lines name what cannot be created, or the same again. */
class ImportStatementsIT {

    private static final int LINES = 400;
    private static final long FEW = 20;

    private final AdminServer server = AdminServer.shared();
    private final Api csv = server.owner().with("Content-Type", "text/csv");
    private final Answer provider = server.owner()
            .post(
                    "/api/v1/providers",
                    "{\"slug\": \"few-%s\", \"baseUrl\": \"https://8.8.8.8/v1\"}"
                            .formatted(UUID.randomUUID().toString().substring(0, 8)))
            .expect(201);
    private final Statistics statistics =
            server.bean(EntityManagerFactory.class).unwrap(SessionFactory.class).getStatistics();

    @BeforeEach
    void count() {
        statistics.setStatisticsEnabled(true);
    }

    @AfterEach
    void countNoMore() {
        statistics.setStatisticsEnabled(false);
    }

    @Test
    void accountsThatCannotBeCreatedCostFewStatements() {
        assertThat(statements(
                        provider.header("Location") + "/keys/import?createMissing=true",
                        "key,account\n",
                        line -> "sk-few-0123456789-%d,\u202ename %d\n".formatted(line, line)))
                .isLessThan(FEW);
    }

    @Test
    void modelsThatCannotBeCreatedCostFewStatements() {
        assertThat(statements(
                        "/api/v1/prices/import?createMissing=true",
                        "provider,model,input\n",
                        line -> "%s,\u202ename %d,1\n".formatted(provider.text("slug"), line)))
                .isLessThan(FEW);
    }

    @Test
    void unknownProvidersCostFewStatements() {
        assertThat(statements(
                        "/api/v1/prices/import?createMissing=true",
                        "provider,model,input\n",
                        line -> "%s-%d,m,1\n".formatted(provider.text("slug"), line)))
                .isLessThan(FEW);
    }

    private long statements(String path, String head, IntFunction<String> line) {
        String file = head + IntStream.range(0, LINES).mapToObj(line).collect(Collectors.joining());
        statistics.clear();
        Answer report = csv.post(path, file).expect(200);
        assertThat(report.text("invalid")).as("%s", report.raw()).isEqualTo(String.valueOf(LINES));
        return statistics.getPrepareStatementCount();
    }
}
