import type { NamedRole, RoleName } from '~/api/session';

/** What some roles may do, and others may not. */
export type Right =
    | 'createTenants'
    | 'changeTenants'
    | 'changeTenantLimits'
    | 'readTenantLimits'
    | 'createTeams'
    | 'changeTeams'
    | 'changeTeamLimits'
    | 'changeMembers'
    | 'readAccessTokens'
    | 'changeTokens'
    | 'readPools'
    | 'changePools'
    | 'readOverview';

/** A route of the API that needs the right; a test compares the roles with it. */
interface Rule {
    readonly roles: readonly RoleName[];
    readonly route: readonly ['get' | 'post' | 'patch', string];
}

const TEAM = '/api/v1/tenants/{tenant}/teams/{team}';

export const RULES: Record<Right, Rule> = {
    createTenants: { roles: ['OWNER', 'ADMIN'], route: ['post', '/api/v1/tenants'] },
    changeTenants: { roles: ['OWNER', 'ADMIN'], route: ['patch', '/api/v1/tenants/{tenant}'] },
    changeTenantLimits: { roles: ['OWNER', 'ADMIN'], route: ['patch', '/api/v1/tenants/{tenant}/limits'] },
    readTenantLimits: {
        roles: ['OWNER', 'ADMIN', 'AUDITOR', 'TENANT_ADMIN', 'TENANT_AUDITOR'],
        route: ['get', '/api/v1/tenants/{tenant}/effective-policy'],
    },
    createTeams: { roles: ['OWNER', 'ADMIN', 'TENANT_ADMIN'], route: ['post', '/api/v1/tenants/{tenant}/teams'] },
    changeTeams: { roles: ['OWNER', 'ADMIN', 'TENANT_ADMIN'], route: ['patch', TEAM] },
    changeTeamLimits: { roles: ['OWNER', 'ADMIN', 'TENANT_ADMIN'], route: ['patch', `${TEAM}/limits`] },
    changeMembers: { roles: ['OWNER', 'ADMIN', 'TENANT_ADMIN', 'TEAM_ADMIN'], route: ['post', `${TEAM}/members`] },
    readAccessTokens: {
        roles: ['OWNER', 'ADMIN', 'AUDITOR', 'TENANT_ADMIN', 'TENANT_AUDITOR', 'TEAM_ADMIN'],
        route: ['get', `${TEAM}/service-accounts/{serviceAccount}/access-tokens`],
    },
    changeTokens: { roles: ['OWNER', 'ADMIN', 'TENANT_ADMIN', 'TEAM_ADMIN'], route: ['post', `${TEAM}/tokens`] },
    readPools: { roles: ['OWNER', 'ADMIN', 'AUDITOR'], route: ['get', '/api/v1/key-pools'] },
    changePools: { roles: ['OWNER', 'ADMIN'], route: ['post', '/api/v1/providers/{provider}/keys'] },
    readOverview: { roles: ['OWNER', 'ADMIN', 'AUDITOR'], route: ['get', '/api/v1/overview'] },
};

/** Whether a role that gives the right is held over something: the installation, a tenant, or a team of it. */
export function may(roles: readonly NamedRole[], right: Right, tenantId?: string, teamId?: string): boolean {
    return roles.some(
        (role) =>
            RULES[right].roles.includes(role.role) &&
            (role.tenantId === null || role.tenantId === tenantId) &&
            (role.teamId === null || role.teamId === teamId),
    );
}

/** Whether it is held over anything at all. */
export function maySomewhere(roles: readonly NamedRole[], right: Right): boolean {
    return roles.some((role) => RULES[right].roles.includes(role.role));
}
