package dev.keyway.admin.gateway;

import com.google.crypto.tink.subtle.X25519;
import dev.keyway.admin.alert.Alert;
import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.admin.alert.Alerts;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Change;
import dev.keyway.admin.change.Changes;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.database.Pipeline;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.paging.Filter;
import dev.keyway.admin.paging.Page;
import dev.keyway.admin.paging.PageRequest;
import dev.keyway.admin.paging.Search;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.secret.TokenKind;
import dev.keyway.admin.secret.Tokens;
import dev.keyway.contract.Secret;
import dev.keyway.contract.control.Registration;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Gateways and their credentials. Digests are stored, credentials are not. */
@Service
@Transactional
public class Gateways {

    private static final int PUBLIC_KEY_BYTES = 32;
    private static final int MAX_VERSION = 100;
    private static final int NAME_DIGITS = 8;

    private final GatewayQueries rows;
    private final Tokens tokens;
    private final Changes changes;
    private final CurrentCaller current;
    private final Alerts alerts;
    private final Pipeline pipeline;
    private final MergePatch patches;
    private final Ids ids;
    private final Clock clock;

    Gateways(
            GatewayQueries rows,
            Tokens tokens,
            Changes changes,
            CurrentCaller current,
            Alerts alerts,
            Pipeline pipeline,
            MergePatch patches,
            Ids ids,
            Clock clock) {
        this.rows = rows;
        this.tokens = tokens;
        this.changes = changes;
        this.current = current;
        this.alerts = alerts;
        this.pipeline = pipeline;
        this.patches = patches;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param search a part of the name */
    @Transactional(readOnly = true)
    public Page<GatewayView> page(PageRequest page, String search) {
        Filter filter = Filter.where("true").and("id < ?", page.before());
        if (!search.isBlank()) {
            filter.and("lower(name) LIKE ? ESCAPE '!'", Search.containing(search));
        }
        return Page.of(rows.page(filter, page.fetch()), page, GatewayView::id, gateway -> gateway);
    }

    /** @throws ProblemException if there is none */
    @Transactional(readOnly = true)
    public GatewayView get(UUID id) {
        return rows.find(id).orElseThrow(() -> ProblemException.notFound("gateway"));
    }

    /** Makes one; what is answered is the only place where its credential is ever shown. */
    IssuedGateway create(NewGateway request) {
        UUID id = ids.next();
        Secret credential = tokens.make(TokenKind.GATEWAY);
        rows.add(id, request.name(), credential);
        GatewayView made = get(id);
        changes.record(Change.created(Subject.GATEWAY, id, Scope.INSTALLATION, made.lasting()));
        return new IssuedGateway(id, made, credential.reveal());
    }

    /** Makes one for a replica that enrols. */
    IssuedGateway enrol(String host) {
        UUID id = ids.next();
        Secret credential = tokens.make(TokenKind.GATEWAY);
        String text = id.toString();
        rows.enrol(id, host + " " + text.substring(text.length() - NAME_DIGITS), credential);
        GatewayView made = get(id);
        changes.record(Change.created(Subject.GATEWAY, id, Scope.INSTALLATION, made.lasting()));
        return new IssuedGateway(id, made, credential.reveal());
    }

    /** Deletes those that have enrolled, are idle and have shipped all. */
    void removeEnrolled(Idle idle) {
        rows.idle(idle).forEach(this::delete);
    }

    /** Makes one of this name, or gives the one that has it another credential at once. */
    public IssuedGateway make(String name) {
        return rows.page(Filter.where("lower(name) = lower(?)", name), 1).stream()
                .findFirst()
                .map(known -> rotate(known.id(), new CredentialRotation(Duration.ZERO)))
                .orElseGet(() -> create(new NewGateway(name)));
    }

    /** Whether it is the credential of a gateway. */
    @Transactional(readOnly = true)
    public boolean isValid(Secret credential) {
        return !rows.page(Filter.where("credential_digest = ?", credential.digest()), 1)
                .isEmpty();
    }

    GatewayView change(UUID id, IfMatch version, JsonNode patch) {
        GatewayView before = get(id);
        version.require(before.version());
        GatewaySettings settings = patches.apply(before.settings(), patch, GatewaySettings.class, before);
        if (settings.equals(before.settings())) {
            return before;
        }
        rows.change(before, settings);
        GatewayView after = get(id);
        changes.record(Change.updated(Subject.GATEWAY, id, Scope.INSTALLATION, before.lasting(), after.lasting()));
        return after;
    }

    /** Gives it another credential; the one before is good until its grace ends. */
    IssuedGateway rotate(UUID id, CredentialRotation rotation) {
        Duration grace = rotation.graceInRange();
        GatewayView before = get(id);
        Secret credential = tokens.make(TokenKind.GATEWAY);
        rows.rotate(before, credential, clock.instant().plus(grace));
        GatewayView after = get(id);
        changes.record(
                new Change("rotated", Subject.GATEWAY, id, Scope.INSTALLATION, before.lasting(), after.lasting()));
        return new IssuedGateway(id, after, credential.reveal());
    }

    /** Cuts it off for good; its row stays for usage and audit, which name it. */
    void delete(UUID id) {
        GatewayView before = get(id);
        rows.delete(before);
        changes.record(Change.deleted(Subject.GATEWAY, id, Scope.INSTALLATION, before.lasting()));
    }

    /**
     * Takes in which instance runs, and what provider keys are to be sealed to; the audit records that if it is another than before.
     *
     * @throws ProblemException naming what of the registration is invalid, or if another instance is running
     */
    public GatewayView register(UUID id, Registration registration) {
        if (registration.contract() < 1) {
            throw ProblemException.invalid("contract", "must be a version of the contract, from 1");
        }
        if (registration.version() == null || registration.version().length() > MAX_VERSION) {
            throw ProblemException.invalid("version", "must be given, with at most " + MAX_VERSION + " characters");
        }
        GatewayView before = get(id);
        rows.instance(id).requireReplaceableBy(registration, clock.instant());
        rows.register(before, registration, publicKey(registration.publicKey()));
        GatewayView after = get(id);
        if (!registration.publicKey().equals(before.publicKey())) {
            alertOfAnotherKey(before, after);
            changes.record(new Change(
                    "registered", Subject.GATEWAY, id, Scope.INSTALLATION, before.lasting(), after.lasting()));
        }
        return after;
    }

    /** Notes that a gateway ends, so that another instance can register at once. @return false if it is not the instance that runs */
    public boolean signOff(UUID id, @Nullable UUID instance) {
        return rows.signOff(id, instance);
    }

    /** Whoever has a gateway's credential could have the keys of all providers sealed to a key of their own. */
    private void alertOfAnotherKey(GatewayView before, GatewayView after) {
        if (before.publicKey() == null || after.publicKey() == null) {
            return;
        }
        String address = current.get().address();
        Alert alert = new Alert(
                AlertEvent.GATEWAY_REKEYED,
                null,
                "gateway %s %s".formatted(after.id(), after.publicKey()),
                "The gateway '%s' registered another public key, from %s: provider keys are sealed to it from now on."
                                .formatted(after.name(), address)
                        + " If it was not reinstalled, disable it and rotate its credential.",
                Map.of(
                        "gatewayId", after.id().toString(),
                        "gateway", after.name(),
                        "address", address,
                        "publicKey", after.publicKey()));
        // A gateway sees no channels.
        int unused = pipeline.write(jdbc -> alerts.raise(jdbc, alert));
    }

    private static byte[] publicKey(String base64) {
        try {
            byte[] key = base64 == null ? new byte[0] : Base64.getDecoder().decode(base64);
            if (key.length == PUBLIC_KEY_BYTES && agrees(key)) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw notAKey();
        }
        throw notAKey();
    }

    /** A point of low order shares the same secret with everybody, which agreeing on one refuses (RFC 7748, 6.1). */
    private static boolean agrees(byte[] publicKey) {
        try {
            return X25519.computeSharedSecret(X25519.generatePrivateKey(), publicKey).length == PUBLIC_KEY_BYTES;
        } catch (InvalidKeyException lowOrder) {
            return false;
        }
    }

    private static ProblemException notAKey() {
        return ProblemException.invalid("publicKey", "must be an X25519 public key, 32 bytes in base64");
    }
}
