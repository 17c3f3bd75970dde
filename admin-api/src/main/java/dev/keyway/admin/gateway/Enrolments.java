package dev.keyway.admin.gateway;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.contract.Secret;
import dev.keyway.contract.control.Enrolled;
import dev.keyway.contract.control.Enrolment;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Enrolment of replicas: whoever has the credential of the group gets an identity, a gateway with a credential of its own. */
@Service
public class Enrolments {

    private static final int MAX_VERSION = 100;
    private static final int LONGEST_HOST = 63;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}");
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final GatewayGroup group;
    private final Gateways gateways;
    private final GatewayQueries rows;
    private final GroupSettings settings;
    private final CurrentCaller current;
    private final TransactionTemplate transactions;

    Enrolments(
            GatewayGroup group,
            Gateways gateways,
            GatewayQueries rows,
            GroupSettings settings,
            CurrentCaller current,
            PlatformTransactionManager transactions) {
        this.group = group;
        this.gateways = gateways;
        this.rows = rows;
        this.settings = settings;
        this.current = current;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * Makes an identity. If there are as many as there may be, those that have signed off and shipped all make room.
     *
     * @throws ProblemException if the credential is not that of the group, if the group is full, or naming what of the request is invalid
     */
    public Enrolled enrol(Secret credential, Enrolment request) {
        if (request.contract() < 1) {
            throw ProblemException.invalid("contract", "must be a version of the contract, from 1");
        }
        if (request.version() == null || request.version().length() > MAX_VERSION) {
            throw ProblemException.invalid("version", "must be given, with at most " + MAX_VERSION + " characters");
        }
        if (request.host() != null && !HOST.matcher(request.host()).matches()) {
            throw ProblemException.invalid("host", "must have 1 to 253 letters, digits, '.', '_' or '-'");
        }
        return current.asSystem(() ->
                Objects.requireNonNull(transactions.execute(status -> inTransaction(credential, request.host()))));
    }

    private Enrolled inTransaction(Secret credential, @Nullable String host) {
        group.lockFor(credential);
        if (rows.enrolled() >= settings.members()) {
            gateways.removeEnrolled(Idle.SIGNED_OFF);
        }
        if (rows.enrolled() >= settings.members()) {
            throw ProblemException.later(
                    ErrorCode.GROUP_FULL,
                    "%d gateways have enrolled, which is KEYWAY_GATEWAY_GROUP_MEMBERS: raise it, or delete those that are gone."
                            .formatted(settings.members()),
                    TRY_AGAIN);
        }
        IssuedGateway made = gateways.enrol(host == null ? "replica" : shortened(host));
        return new Enrolled(made.id(), made.gateway().name(), Objects.requireNonNull(made.secret()));
    }

    private static String shortened(String host) {
        return host.length() > LONGEST_HOST ? host.substring(0, LONGEST_HOST) : host;
    }
}
