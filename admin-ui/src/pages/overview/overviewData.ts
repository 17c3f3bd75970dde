import type { components, paths } from '~/api/schema';
import { RANGES } from '~/pages/requests/requestSearch';

export type Overview = components['schemas']['OverviewView'];
export type Point = components['schemas']['SeriesPoint'];
export type Sums = components['schemas']['UsageSums'];
export type NearBudget = Overview['budgets']['items'][number];
type SeriesQuery = NonNullable<paths['/api/v1/usage/series']['get']['parameters']['query']>;
type SummaryQuery = NonNullable<paths['/api/v1/usage/summary']['get']['parameters']['query']>;

/** Ranges that end now, and how long the intervals of their charts are. */
const INTERVALS = { '24h': 'hour', '7d': 'hour', '30d': 'day' } as const;
export type Range = keyof typeof INTERVALS;
export const DEFAULT_RANGE: Range = '24h';

const MINUTE = 60_000;
const STEP = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LENGTHS = { quarter: STEP, hour: HOUR, day: DAY } as const;
export type Interval = keyof typeof LENGTHS;
const MOST_DAYS = 366;
export const TOP = 5;

/** What the address says of the page: a range that ends now, or one between two moments. */
export interface OverviewSearch {
    readonly range?: Range | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
}

/** Reads an address; what nobody knows is left out. */
export function readOverviewSearch(search: Record<string, unknown>): OverviewSearch {
    const range = (Object.keys(INTERVALS) as Range[]).find((known) => known === search.range);
    const from = Date.parse(String(search.from));
    const to = Date.parse(String(search.to));
    return from < to && to - from <= MOST_DAYS * DAY
        ? { range, from: new Date(from).toISOString(), to: new Date(to).toISOString() }
        : { range };
}

/** The time that the page is about, in milliseconds since 1970. */
export interface Span {
    readonly from: number;
    readonly to: number;
    /** Null: it was chosen in the chart. */
    readonly range: Range | null;
    readonly interval: Interval;
}

function intervalOf(length: number): Interval {
    return length <= 6 * HOUR ? 'quarter' : length <= 8 * DAY ? 'hour' : 'day';
}

/** A range begins at a quarter hour, so that sums are read instead of records; it ends at a minute, so that the same is asked for a while. */
export function spanOf(search: OverviewSearch, now: number = Date.now()): Span {
    if (search.from !== undefined && search.to !== undefined) {
        const from = Math.floor(Date.parse(search.from) / STEP) * STEP;
        const to = Math.ceil(Date.parse(search.to) / MINUTE) * MINUTE;
        return { from, to, range: null, interval: intervalOf(to - from) };
    }
    const range = search.range ?? DEFAULT_RANGE;
    return {
        from: Math.floor((now - RANGES[range]) / STEP) * STEP,
        to: Math.ceil(now / MINUTE) * MINUTE,
        range,
        interval: INTERVALS[range],
    };
}

interface Scoped {
    readonly tenant?: string | undefined;
    readonly team?: string | undefined;
}

function between({ from, to }: Span): { from: string; to: string } {
    return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

export function seriesQuery(span: Span, scope: Scoped): SeriesQuery {
    return { interval: span.interval, ...between(span), ...scope, latency: true };
}

/** @param isCompared whether the figures of the time before are asked for, too */
export function summaryQuery(
    span: Span,
    groupBy: 'team' | 'token' | 'model',
    scope: Scoped,
    isCompared = false,
): SummaryQuery {
    return {
        ...between(span),
        ...scope,
        groupBy,
        top: TOP,
        ...(isCompared && { compare: 'previous', latency: true }),
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
    /** When it begins, in seconds since 1970. */
    readonly at: number;
    /** Its length in seconds. */
    readonly length: number;
    /** More may still be called in it. */
    readonly isUnfinished: boolean;
    /** Only a part of it is in the range. */
    readonly isCut: boolean;
    readonly requests: number;
    readonly errors: Readonly<Record<(typeof ORIGINS)[number], number>>;
    readonly cost: number;
    readonly share: number | null;
    readonly firstByte: number | null;
}

function columnOf(at: number, length: number, range: { from: number; to: number }, now: number, point?: Point): Column {
    const isUnfinished = at + length > now;
    return {
        at: at / 1000,
        length: length / 1000,
        isUnfinished,
        isCut: at < range.from || (at + length > range.to && !isUnfinished),
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

export function columnsOf(
    { total, from: begin, to }: { total: readonly Point[]; from: string; to: string },
    interval: Interval,
    now: number = Date.now(),
): readonly Column[] {
    const length = LENGTHS[interval];
    const points = new Map(total.map((point) => [Math.floor(Date.parse(point.from) / length), point]));
    const range = { from: Date.parse(begin), to: Date.parse(to) };
    const first = Math.floor(range.from / length);
    const last = Math.floor((range.to - 1) / length);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
        columnOf((first + index) * length, length, range, now, points.get(first + index)),
    );
}

/** The columns that a part of the chart covers, as a range of whole columns; null: none. */
export function covered(columns: readonly Column[], left: number, right: number): OverviewSearch | null {
    const shown = columns.filter(({ at, length }) => at < right && at + length > left);
    const [first] = shown;
    const last = shown.at(-1);
    return first && last
        ? {
              from: new Date(first.at * 1000).toISOString(),
              to: new Date((last.at + last.length) * 1000).toISOString(),
          }
        : null;
}

/** Whether everything that leads to the first call is done. */
export function isSetUp({ setUp }: Overview): boolean {
    return setUp.call;
}
