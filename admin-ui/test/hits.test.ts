import { describe as about, expect, it } from 'vitest';
import { describe, destination, type Hit, isRequestId } from '~/components/shell/hits';

const TENANT = '01920000-0000-7000-8000-000000000001';
const TEAM = '01920000-0000-7000-8000-000000000002';
const ID = '01920000-0000-7000-8000-000000000003';

function hit(of: Partial<Hit>): Hit {
    return {
        kind: 'TENANT',
        id: ID,
        name: 'name',
        detail: '',
        tenantId: null,
        tenantName: null,
        teamId: null,
        teamName: null,
        providerId: null,
        providerName: null,
        ...of,
    };
}

about('what a search finds', () => {
    it('is shown on the page of its kind', () => {
        expect(destination(hit({}))).toEqual({ to: '/tokens', search: { tenant: ID, team: undefined } });
        expect(destination(hit({ kind: 'TEAM', tenantId: TENANT }))).toEqual({
            to: '/tokens',
            search: { tenant: TENANT, team: ID },
        });
        expect(destination(hit({ kind: 'SERVICE_ACCOUNT', tenantId: TENANT, teamId: TEAM }))).toEqual({
            to: '/tokens',
            search: { tenant: TENANT, team: TEAM },
        });
        expect(destination(hit({ kind: 'TOKEN' }))).toEqual({ to: '/tokens/$token', params: { token: ID } });
        expect(destination(hit({ kind: 'PROVIDER', detail: 'house' }))).toEqual({
            to: '/providers',
            search: { pool: 'house' },
        });
        const ofProvider = { name: 'n', providerId: TENANT };
        expect(destination(hit({ ...ofProvider, kind: 'PROVIDER_KEY', detail: 'a91f' }))).toEqual({
            to: '/providers',
            search: { pool: TENANT, q: 'a91f' },
        });
        expect(destination(hit({ ...ofProvider, kind: 'PROVIDER_KEY' }))).toMatchObject({ search: { q: 'n' } });
        expect(destination(hit({ ...ofProvider, kind: 'MODEL' }))).toEqual({
            to: '/requests',
            search: { answered: 'n', provider: TENANT },
        });
        expect(destination(hit({ name: 'n', kind: 'MODEL' }))).toEqual({ to: '/requests', search: { answered: 'n' } });
        expect(destination(hit({ kind: 'ALIAS', name: 'fast' }))).toEqual({
            to: '/requests',
            search: { model: 'fast' },
        });
        expect(destination(hit({ kind: 'USER' }))).toBeNull();
    });

    it('says what it is in and how its secret ends', () => {
        expect(describe(hit({}))).toBe('');
        expect(describe(hit({ kind: 'TOKEN', tenantName: 'Acme', teamName: 'Search', detail: 'a91f' }))).toBe(
            'Acme › Search · …a91f',
        );
    });

    it('knows the ID of a request', () => {
        expect(isRequestId('req_5d7e7a318f1e3c8a2b4d6e7f00112233')).toBe(true);
        expect(isRequestId('cafe')).toBe(false);
    });
});
