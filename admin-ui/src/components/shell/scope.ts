import type { NamedRole } from '~/api/session';
import { en } from '~/messages/en';

/** Tenant and team that pages are about, as the address has them: by id or by name. */
export interface ScopeSearch {
    readonly tenant?: string;
    readonly team?: string;
}

function text(value: unknown): string | undefined {
    return (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;
}

/** Reads the scope of an address; its other parameters stay as they are. A team without its tenant is nothing. */
export function readScope<T extends Record<string, unknown>>(search: T): T & ScopeSearch {
    const tenant = text(search.tenant);
    return { ...search, tenant, team: tenant === undefined ? undefined : text(search.team) };
}

/** Name of what a role is held over; null for the installation. */
export function nameOf(role: NamedRole): string | null {
    return role.team !== null ? `${role.tenant} › ${role.team}` : role.tenant;
}

/** The scope of the address, or the only one that a person has. */
export function scopeFor(search: ScopeSearch, roles: readonly NamedRole[]): ScopeSearch {
    if (search.tenant !== undefined) {
        return { tenant: search.tenant, team: search.team };
    }
    const tenants = new Set(roles.map((role) => role.tenantId));
    const teams = new Set(roles.map((role) => role.teamId));
    const [tenant] = tenants;
    const [team] = teams;
    if (tenants.size !== 1 || !tenant) {
        return {};
    }
    return teams.size === 1 && team ? { tenant, team } : { tenant };
}

/** Whether a person has no other scope to go to: nothing, or one team. */
export function hasOneScope(roles: readonly NamedRole[]): boolean {
    const scopes = new Set(roles.map((role) => `${role.tenantId} ${role.teamId}`));
    return scopes.size === 0 || (scopes.size === 1 && roles.every((role) => role.teamId !== null));
}

/** Name of the scope that a person sees when the address has none. */
export function widestLabel(roles: readonly NamedRole[]): string {
    return roles.some((role) => role.tenantId === null) ? en.nav.installation : en.nav.allScopes;
}

/** The team that a person administers, if it is all that they have a role over. */
export function ownTeam(roles: readonly NamedRole[]): ScopeSearch | null {
    const [role] = roles;
    return hasOneScope(roles) && role?.role === 'TEAM_ADMIN' && role.tenantId !== null && role.teamId !== null
        ? { tenant: role.tenantId, team: role.teamId }
        : null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The same scope where it is said by IDs, so that nothing has to be read first; null: a name has to be looked up. */
export function idsOf({ tenant, team }: ScopeSearch): { tenantId?: string; teamId?: string } | null {
    const isKnown = [tenant, team].every((one) => one === undefined || UUID.test(one));
    return isKnown ? { ...(tenant && { tenantId: tenant }), ...(team && { teamId: team }) } : null;
}
