import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { may, maySomewhere, RULES } from '~/components/rights';

const api = JSON.parse(readFileSync('../docs/openapi.json', 'utf8'));

it.each(Object.entries(RULES))('gives %s to the roles that the API gives it to', (_, { roles, route }) => {
    const [method, path] = route;
    expect([...roles].sort()).toEqual([...api.paths[path][method]['x-roles']].sort());
});

const role = (
    name: 'OWNER' | 'TENANT_ADMIN' | 'TEAM_ADMIN' | 'MEMBER',
    tenantId: string | null,
    teamId: string | null,
) => ({
    role: name,
    tenantId,
    tenant: tenantId,
    teamId,
    team: teamId,
});

it('counts a role only over what it is held over', () => {
    expect(may([role('OWNER', null, null)], 'changeTokens', 'a', 'b')).toBe(true);
    expect(may([role('TENANT_ADMIN', 'a', null)], 'changeTokens', 'a', 'b')).toBe(true);
    expect(may([role('TENANT_ADMIN', 'x', null)], 'changeTokens', 'a', 'b')).toBe(false);
    expect(may([role('TEAM_ADMIN', 'a', 'b')], 'changeTokens', 'a', 'b')).toBe(true);
    expect(may([role('TEAM_ADMIN', 'a', 'c')], 'changeTokens', 'a', 'b')).toBe(false);
    expect(may([role('TEAM_ADMIN', 'a', 'b')], 'changeTeamLimits', 'a', 'b')).toBe(false);
    expect(may([role('MEMBER', 'a', 'b')], 'changeTokens', 'a', 'b')).toBe(false);
    expect(maySomewhere([role('TEAM_ADMIN', 'a', 'b')], 'changeTokens')).toBe(true);
    expect(maySomewhere([role('MEMBER', 'a', 'b')], 'changeTokens')).toBe(false);
});
