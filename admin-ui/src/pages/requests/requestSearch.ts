import type { components, paths } from '~/api/schema';

export type Request = components['schemas']['UsageView'];
export type Attempt = components['schemas']['UsageAttemptView'];
export type RequestQuery = NonNullable<paths['/api/v1/usage/requests']['get']['parameters']['query']>;

export const PAGE_SIZE = 50;

const HOUR = 3_600_000;
const STEP = 60_000;

/** Ranges that end now, in milliseconds. */
export const RANGES = { '1h': HOUR, '24h': 24 * HOUR, '7d': 7 * 24 * HOUR, '30d': 30 * 24 * HOUR } as const;
const OUTCOMES = ['COMPLETED', 'REFUSED', 'FAILED', 'BROKEN', 'CANCELLED', 'INTERRUPTED'] as const;
const ORIGINS = ['gateway', 'provider', 'client'] as const;

export const DEFAULT_RANGE = '24h';

/** What the address says of the page. */
export interface RequestsSearch {
    readonly range?: keyof typeof RANGES | undefined;
    readonly outcome?: (typeof OUTCOMES)[number] | undefined;
    readonly origin?: (typeof ORIGINS)[number] | undefined;
    /** The model that was asked for. */
    readonly model?: string | undefined;
    /** The x-request-id that the client saw. */
    readonly id?: string | undefined;
    readonly token?: string | undefined;
    /** The provider's own name of the model that served it. */
    readonly answered?: string | undefined;
    /** Id or slug of the provider. */
    readonly provider?: string | undefined;
    readonly cursor?: string | undefined;
    /** The record whose drawer is open. */
    readonly open?: string | undefined;
}

function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
    return known.find((one) => one === value);
}

function textOf(value: unknown): string | undefined {
    return (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;
}

/** Reads an address; what nobody knows is left out. */
export function readRequestsSearch(search: Record<string, unknown>): RequestsSearch {
    return {
        range: oneOf(search.range, Object.keys(RANGES) as (keyof typeof RANGES)[]),
        outcome: oneOf(search.outcome, OUTCOMES),
        origin: oneOf(search.origin, ORIGINS),
        model: textOf(search.model),
        id: textOf(search.id),
        token: textOf(search.token),
        answered: textOf(search.answered),
        provider: textOf(search.provider),
        cursor: textOf(search.cursor),
        open: textOf(search.open),
    };
}

/** The same as the API is asked. The range begins at a whole minute, so that it is asked the same for a while. */
export function requestQuery(
    search: RequestsSearch,
    scope: { tenant?: string | undefined; team?: string | undefined },
    now: number = Date.now(),
): RequestQuery {
    const from = Math.floor((now - RANGES[search.range ?? DEFAULT_RANGE]) / STEP) * STEP;
    return {
        from: search.id === undefined ? new Date(from).toISOString() : undefined,
        tenant: scope.tenant,
        team: scope.team,
        token: search.token,
        outcome: search.outcome,
        errorOrigin: search.origin,
        askedModel: search.model,
        model: search.answered,
        provider: search.provider,
        requestId: search.id,
        cursor: search.cursor,
        limit: PAGE_SIZE,
    };
}

/** Whether something other than the range narrows the list. */
export function isNarrowed(search: RequestsSearch): boolean {
    const { outcome, origin, model, id, token, answered, provider } = search;
    return [outcome, origin, model, id, token, answered, provider].some((value) => value !== undefined);
}
