package dev.keyway.admin.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What roles over one scope are worth at another. */
class CallerTests {

    private static final UUID TENANT = new UUID(1, 1);
    private static final UUID TEAM = new UUID(1, 2);
    private static final Scope OTHER_TENANT = Scope.tenant(new UUID(2, 1));
    private static final Scope OTHER_TEAM = Scope.team(TENANT, new UUID(1, 3));
    private static final Set<Role> READERS = Set.of(Role.AUDITOR, Role.TENANT_AUDITOR, Role.MEMBER);

    @Test
    void aRoleIsHeldOverSomeOfWhatItCoversAndOfWhatItLiesIn() {
        Caller caller = caller(new Grant(Role.TENANT_AUDITOR, Scope.tenant(TENANT)));
        assertThat(caller.holdsOverSomeOf(Scope.tenant(TENANT), READERS)).isTrue();
        assertThat(caller.holdsOverSomeOf(Scope.team(TENANT, TEAM), READERS)).isTrue();
        assertThat(caller.holdsOverSomeOf(Scope.INSTALLATION, READERS)).isTrue();
        assertThat(caller.holdsOverSomeOf(OTHER_TENANT, READERS)).isFalse();
    }

    @Test
    void aRoleOverATeamIsNotHeldOverTheTeamBeside() {
        Caller caller = caller(new Grant(Role.MEMBER, Scope.team(TENANT, TEAM)));
        assertThat(caller.holdsOverSomeOf(Scope.team(TENANT, TEAM), READERS)).isTrue();
        assertThat(caller.holdsOverSomeOf(Scope.tenant(TENANT), READERS)).isTrue();
        assertThat(caller.holdsOverSomeOf(OTHER_TEAM, READERS)).isFalse();
    }

    @Test
    void anotherRoleOverTheScopeDoesNotCount() {
        Caller caller = caller(
                new Grant(Role.TENANT_ADMIN, Scope.tenant(TENANT)), new Grant(Role.TENANT_AUDITOR, OTHER_TENANT));
        assertThat(caller.holdsOverSomeOf(Scope.tenant(TENANT), READERS)).isFalse();
        assertThat(caller.holdsOverSomeOf(OTHER_TENANT, READERS)).isTrue();
    }

    @Test
    void aRoleIsGivenOnlyWhereTheGiversRoleCoversAllOfTheScope() {
        Caller caller = caller(new Grant(Role.TEAM_ADMIN, Scope.team(TENANT, TEAM)));
        assertThat(caller.mayGive(Role.MEMBER, Scope.team(TENANT, TEAM))).isTrue();
        assertThat(caller.mayGive(Role.MEMBER, Scope.tenant(TENANT))).isFalse();
        assertThat(caller.mayGive(Role.MEMBER, OTHER_TEAM)).isFalse();
    }

    @Test
    void ownersAreMadeByOwnersOnly() {
        for (Role role : Role.values()) {
            Scope scope = new Scope(
                    role.level() == Role.Level.INSTALLATION ? null : TENANT,
                    role.level() == Role.Level.TEAM ? TEAM : null);
            assertThat(caller(new Grant(role, scope)).mayGive(Role.OWNER, Scope.INSTALLATION))
                    .as("%s", role)
                    .isEqualTo(role == Role.OWNER);
        }
    }

    private static Caller caller(Grant... grants) {
        return new Caller(CallerKind.USER, new UUID(9, 9), "ada", Set.of(grants), false, "192.0.2.1", null);
    }
}
