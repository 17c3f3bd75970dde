import type { components, paths } from '~/api/schema';
import { RANGES } from '~/pages/requests/requestSearch';

export type Overview = components['schemas']['OverviewView'];
export type Point = components['schemas']['SeriesPoint'];
export type Sums = components['schemas']['UsageSums'];
export type NearBudget = Overview['budgets']['items'][number];
type SeriesQuery = NonNullable<paths['/api/v1/usage/series']['get']['parameters']['query']>;
type SummaryQuery = NonNullable<paths['/api/v1/usage/summary']['get']['parameters']['query']>;

/** Ranges that end now, and how long the intervals of their charts are. */
export const INTERVALS = { '24h': 'hour', '7d': 'hour', '30d': 'day' } as const;
export type Range = keyof typeof INTERVALS;
export const DEFAULT_RANGE: Range = '24h';

const MINUTE = 60_000;
const STEP = 15 * MINUTE;
export const TOP = 5;

/** What the address says of the page. */
export interface OverviewSearch {
    readonly range?: Range | undefined;
}

/** Reads an address; what nobody knows is left out. */
export function readOverviewSearch(search: Record<string, unknown>): OverviewSearch {
    return { range: (Object.keys(INTERVALS) as Range[]).find((range) => range === search.range) };
}

interface Scoped {
    readonly tenant?: string | undefined;
    readonly team?: string | undefined;
}

/** The range, from a quarter hour on, so that sums are read instead of records; to a minute, so that the same is asked for a while. */
function rangeOf(range: Range, now: number): { from: string; to: string } {
    return {
        from: new Date(Math.floor((now - RANGES[range]) / STEP) * STEP).toISOString(),
        to: new Date(Math.ceil(now / MINUTE) * MINUTE).toISOString(),
    };
}

export function seriesQuery(range: Range, scope: Scoped, now: number = Date.now()): SeriesQuery {
    return { interval: INTERVALS[range], ...rangeOf(range, now), ...scope, latency: true };
}

export function summaryQuery(
    range: Range,
    groupBy: 'team' | 'model',
    scope: Scoped,
    now: number = Date.now(),
): SummaryQuery {
    return {
        ...rangeOf(range, now),
        ...scope,
        groupBy,
        top: TOP,
        ...(groupBy === 'team' && { compare: 'previous', latency: true }),
    };
}

/** Share of requests that ended in an error; null: there were none. */
export function errorShare({ requests, errors }: Pick<Sums, 'requests' | 'errors'>): number | null {
    return requests === null || errors === null || requests === 0 ? null : errors / requests;
}

/** By how much something has changed, as a share of what it was; null: there is nothing to compare with. */
export function change(now: number | null, before: number | null): number | null {
    return now === null || before === null || before === 0 ? null : (now - before) / before;
}

/** Errors by their origin, in the order in which charts have them. */
export const ORIGINS = ['gateway', 'provider', 'client'] as const;

/** Points of a range without holes: nothing was called where the API has no point. */
export interface Column {
    /** In seconds since 1970. */
    readonly at: number;
    readonly requests: number;
    readonly errors: Readonly<Record<(typeof ORIGINS)[number], number>>;
    readonly cost: number;
    readonly share: number | null;
    readonly firstByte: number | null;
}

function columnOf(at: number, point: Point | undefined): Column {
    return {
        at: at / 1000,
        requests: point?.requests ?? 0,
        errors: {
            gateway: point?.errorOrigins?.gateway ?? 0,
            provider: point?.errorOrigins?.provider ?? 0,
            client: point?.errorOrigins?.client ?? 0,
        },
        cost: Number(point?.cost ?? 0),
        share: point ? errorShare(point) : null,
        firstByte: point?.latency?.firstByte?.p95Millis ?? null,
    };
}

const LENGTHS = { hour: 3_600_000, day: 86_400_000 } as const;

export function columnsOf(
    { total, from: begin, to }: { total: readonly Point[]; from: string; to: string },
    range: Range,
): readonly Column[] {
    const length = LENGTHS[INTERVALS[range]];
    const points = new Map(total.map((point) => [Math.floor(Date.parse(point.from) / length), point]));
    const first = Math.floor(Date.parse(begin) / length);
    const last = Math.floor((Date.parse(to) - 1) / length);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
        columnOf((first + index) * length, points.get(first + index)),
    );
}

/** Whether everything that leads to the first call is done. */
export function isSetUp({ setUp }: Overview): boolean {
    return setUp.call;
}
