import type { components, paths } from '~/api/schema';

export type TokenQuery = NonNullable<paths['/api/v1/tokens']['get']['parameters']['query']>;
type Status = components['schemas']['TokenView']['status'];

const STATUSES: readonly Status[] = ['ACTIVE', 'PENDING', 'BLOCKED', 'EXPIRED', 'REVOKED'];
const SORTS = /^-?(name|createdAt|expiresAt)$/;
const DAYS = { '7': 7, '30': 30 } as const;
const DAY_MILLIS = 86_400_000;
const HOUR_MILLIS = 3_600_000;

export const PAGE_SIZE = 50;
export const NEWEST_FIRST = '-createdAt';

/** Parts of a page about a tenant, a team or the installation. */
export type Tab = 'tokens' | 'tenants' | 'teams' | 'members' | 'accounts' | 'limits' | 'tags' | 'settings';

const TABS: readonly Tab[] = ['tokens', 'tenants', 'teams', 'members', 'accounts', 'limits', 'tags', 'settings'];

/** What the address says of the page. */
export interface TokensSearch {
    readonly tab?: Tab | undefined;
    readonly q?: string | undefined;
    readonly status?: Status | undefined;
    /** Expires within so many days. */
    readonly expires?: keyof typeof DAYS | undefined;
    readonly sort?: string | undefined;
    readonly cursor?: string | undefined;
    /** Service accounts whose rows are open. */
    readonly open?: string | undefined;
}

function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
    return known.find((one) => one === String(value));
}

function textOf(value: unknown): string | undefined {
    return (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;
}

/** Reads an address; what nobody knows is left out. */
export function readTokensSearch(search: Record<string, unknown>): TokensSearch {
    const sort = textOf(search.sort);
    return {
        tab: oneOf(search.tab, TABS),
        q: textOf(search.q),
        status: oneOf(search.status, STATUSES),
        expires: oneOf(search.expires, ['7', '30'] as const),
        sort: sort !== undefined && SORTS.test(sort) ? sort : undefined,
        cursor: textOf(search.cursor),
        open: textOf(search.open),
    };
}

/** The same as the API is asked. Moments are whole hours, so that it is asked the same for a while. */
export function tokenQuery(
    search: TokensSearch,
    scope: { tenantId?: string | undefined; teamId?: string | undefined },
    now: number = Date.now(),
): TokenQuery {
    const hour = Math.ceil(now / HOUR_MILLIS) * HOUR_MILLIS;
    return {
        tenantId: scope.tenantId,
        teamId: scope.teamId,
        search: search.q,
        status: search.status,
        ...(search.expires && {
            expiresFrom: new Date(hour - HOUR_MILLIS).toISOString(),
            expiresTo: new Date(hour + DAYS[search.expires] * DAY_MILLIS).toISOString(),
        }),
        sort: search.sort ?? NEWEST_FIRST,
        cursor: search.cursor,
        limit: PAGE_SIZE,
        total: search.cursor === undefined,
    };
}

/** Whether something narrows the list. */
export function isFiltered(search: TokensSearch): boolean {
    return search.q !== undefined || search.status !== undefined || search.expires !== undefined;
}
