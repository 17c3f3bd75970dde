package dev.keyway.admin.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.admin.AdminServer;
import dev.keyway.admin.Api;
import dev.keyway.admin.World;
import dev.keyway.contract.control.WindowSpend;
import dev.keyway.contract.usage.UsageOwner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Several gateways spend the whole of a budget and no more, however unevenly their calls come. Each turn is a second. */
class WholeBudgetIT {

    private static final AdminServer SERVER = AdminServer.start();
    private static final long CENT = 10_000_000;
    private static final long BUDGET = 300 * CENT;

    private final Random random = new Random(7);
    private final Api admin = SERVER.owner();
    private final World world = World.in(SERVER);
    private final UsageOwner owner =
            new UsageOwner(world.tenant(), "Acme", world.team(), "search", UUID.randomUUID(), "batch");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void withNineTenthsOfTheCallsOnOneGateway() {
        admin.post(world.teamPath() + "/budgets", "{\"period\": \"DAY\", \"amount\": \"3.00\"}")
                .expect(201);
        List<Spender> gateways = gateways(3);
        int turns = 0;
        int waits = 0;
        while (spent(gateways) < BUDGET) {
            assertThat(++turns).as("turns, with %d spent", spent(gateways)).isLessThan(120);
            for (int call = 0; call < 10; call++) {
                Spender one = gateways.get(random.nextInt(10) > 0 ? 0 : 1 + random.nextInt(2));
                waits += one.spend(CENT) || spent(gateways) > BUDGET - 5 * CENT ? 0 : 1;
            }
            turn(gateways);
        }
        assertThat(spent(gateways)).isEqualTo(BUDGET);
        assertThat(waits)
                .as("of 300 calls, ten of them before the first answer")
                .isLessThan(40);
        for (int i = 0; i < 3; i++) {
            turn(gateways);
        }
        assertThat(gateways.getFirst().report().bookedNanos()).isEqualTo(BUDGET);
        assertThat(gateways).noneMatch(gateway -> gateway.spend(CENT));
    }

    @Test
    void withTheCallsMovingFromOneGatewayToTheNext() {
        admin.post(world.teamPath() + "/budgets", "{\"period\": \"DAY\", \"amount\": \"3.00\"}")
                .expect(201);
        List<Spender> gateways = gateways(3);
        for (int turns = 0; spent(gateways) < BUDGET; turns++) {
            assertThat(turns).as("turns, with %d spent", spent(gateways)).isLessThan(120);
            Spender one = gateways.get(turns / 12 % 3);
            for (int call = 0; call < 8; call++) {
                boolean unused = one.spend(CENT + random.nextInt((int) CENT));
            }
            if (BUDGET - spent(gateways) < 2 * CENT) {
                break;
            }
            turn(gateways);
        }
        assertThat(spent(gateways)).isBetween(BUDGET - 2 * CENT, BUDGET);
    }

    private List<Spender> gateways(int count) {
        SERVER.clock().advance(Duration.ofSeconds(41));
        List<Spender> gateways = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            gateways.add(new Spender(SERVER, owner));
        }
        return gateways;
    }

    /** Reports of all, after most have shipped. */
    private void turn(List<Spender> gateways) {
        SERVER.clock().advance(Duration.ofSeconds(1));
        for (Spender gateway : gateways) {
            if (random.nextInt(3) > 0) {
                gateway.ship();
            }
            WindowSpend unused = gateway.report();
            assertThat(bound()).isLessThanOrEqualTo(BUDGET);
        }
    }

    private static long spent(List<Spender> gateways) {
        return gateways.stream().mapToLong(Spender::spent).sum();
    }

    /** What is booked, and all that is granted beyond it. */
    private long bound() {
        return SERVER.sql()
                .sql("""
                        SELECT (SELECT nanos FROM keyway.spend WHERE scope_id = ? AND period = 'DAY')
                            + sum(greatest(granted_nanos - booked_nanos, 0)) FROM keyway.spend_grant WHERE scope_id = ?""")
                .params(world.team(), world.team())
                .query(Long.class)
                .single();
    }
}
