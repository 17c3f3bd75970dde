import { expect, it } from 'vitest';
import { EMPTY, expiresAt, newToken, ownLimits } from '~/pages/tokens/issue';
import { reasonAgainst } from '~/pages/tokens/TokenActions';
import { tabsOf } from '~/pages/tokens/TokensPage';
import { isFiltered, readTokensSearch, tokenQuery } from '~/pages/tokens/tokenSearch';

const NOW = Date.parse('2026-11-12T14:03:00Z');

it('reads an address and leaves out what nobody knows', () => {
    expect(readTokensSearch({ q: 4711, status: 'ACTIVE', expires: 7, sort: '-name', tab: 'limits' })).toMatchObject({
        q: '4711',
        status: 'ACTIVE',
        expires: '7',
        sort: '-name',
        tab: 'limits',
    });
    expect(Object.values(readTokensSearch({ status: 'GONE', sort: 'secret', tab: 'x', expires: 8 }))).toEqual(
        Array(7).fill(undefined),
    );
});

it('asks the server for the same', () => {
    expect(tokenQuery({ q: 'chat', expires: '7', cursor: 'c' }, { tenantId: 't' }, NOW)).toEqual({
        tenantId: 't',
        teamId: undefined,
        search: 'chat',
        status: undefined,
        expiresFrom: '2026-11-12T14:00:00.000Z',
        expiresTo: '2026-11-19T15:00:00.000Z',
        sort: '-createdAt',
        cursor: 'c',
        limit: 50,
        total: false,
    });
    expect(tokenQuery({}, {}, NOW).total).toBe(true);
    expect(isFiltered({ sort: 'name' })).toBe(false);
    expect(isFiltered({ status: 'ACTIVE' })).toBe(true);
});

it('says when a token expires', () => {
    expect(expiresAt({ expiry: '30', date: '' }, NOW)).toBe('2026-12-12T14:03:00.000Z');
    expect(expiresAt({ expiry: 'never', date: '2027-06-30' }, NOW)).toBeNull();
    expect(expiresAt({ expiry: 'date', date: '2027-06-30' }, NOW)).toBe('2027-06-30T23:59:59Z');
});

it('sends what was entered, and no limits unless some were', () => {
    expect(newToken({ ...EMPTY, name: ' chat ', expiry: 'never' }, NOW)).toEqual({
        name: 'chat',
        description: '',
        expiresAt: null,
        ownerId: null,
        labels: {},
        limits: null,
    });
    expect(ownLimits(EMPTY)).toBeNull();
    expect(ownLimits({ ...EMPTY, models: ['fast'], tokensPerMinute: 9 })).toEqual({
        allowedModels: ['fast'],
        tokensPerMinute: 9,
    });
});

it('says why the state forbids an action', () => {
    expect(reasonAgainst('rotate', { status: 'ACTIVE', ownerId: null })).toBeUndefined();
    expect(reasonAgainst('rotate', { status: 'ACTIVE', ownerId: 'u' })).toContain('belongs to a member');
    expect(reasonAgainst('block', { status: 'REVOKED', ownerId: null })).toContain('revoked');
});

it('has the parts of the scope that the roles show', () => {
    const roles = (role: 'OWNER' | 'MEMBER') => [{ role, tenantId: null, tenant: null, teamId: null, team: null }];
    expect(tabsOf({ search: {}, roles: roles('OWNER'), tenant: undefined })).toEqual(['tokens', 'tenants']);
    expect(tabsOf({ search: { tenant: 't' }, roles: roles('OWNER'), tenant: undefined })).toContain('limits');
    expect(tabsOf({ search: { tenant: 't' }, roles: roles('MEMBER'), tenant: undefined })).toEqual(['tokens', 'teams']);
    expect(tabsOf({ search: { tenant: 't', team: 'x' }, roles: roles('MEMBER'), tenant: undefined })).toContain(
        'members',
    );
});
