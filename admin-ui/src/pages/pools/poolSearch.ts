import type { components, paths } from '~/api/schema';
import type { State } from '~/components/Status';

export type Pool = components['schemas']['PoolView'];
export type PooledKey = components['schemas']['PooledKeyView'];
export type Provider = components['schemas']['ProviderView'];
export type Command = components['schemas']['CommandView'];
export type KeyState = PooledKey['state'];
export type States = Pool['states'];
type KeyQuery = NonNullable<paths['/api/v1/key-pools/{provider}/keys']['get']['parameters']['query']>;

export const PAGE_SIZE = 50;
export const MOST_POOLS = 200;

/** States of keys, as bars and lists have them: what should serve first, what needs somebody last. */
export const KEY_STATES: readonly KeyState[] = ['READY', 'COOLING', 'LOCKED', 'DISABLED', 'UNUSABLE'];

export const SHAPES: Record<KeyState, State> = {
    READY: 'ready',
    COOLING: 'cooling',
    LOCKED: 'locked',
    DISABLED: 'disabled',
    UNUSABLE: 'unusable',
};

const COUNTS: Record<KeyState, keyof States> = {
    READY: 'ready',
    COOLING: 'cooling',
    LOCKED: 'locked',
    DISABLED: 'disabled',
    UNUSABLE: 'unusable',
};

/** What the address says of the page. */
export interface PoolsSearch {
    /** Slug or provider's id of the pool whose keys are shown; undefined: the first; `none`: no pool. */
    readonly pool?: string | undefined;
    readonly state?: KeyState | undefined;
    /** Id of an account. */
    readonly account?: string | undefined;
    readonly q?: string | undefined;
    readonly cursor?: string | undefined;
    /** Keys whose rows are open. */
    readonly open?: string | undefined;
}

export const NO_POOL = 'none';

function textOf(value: unknown): string | undefined {
    return (typeof value === 'string' || typeof value === 'number') && value !== '' ? String(value) : undefined;
}

/** Reads an address; what nobody knows is left out. */
export function readPoolsSearch(search: Record<string, unknown>): PoolsSearch {
    return {
        pool: textOf(search.pool),
        state: KEY_STATES.find((state) => state === search.state),
        account: textOf(search.account),
        q: textOf(search.q),
        cursor: textOf(search.cursor),
        open: textOf(search.open),
    };
}

/** The same as the API is asked. */
export function keyQuery(search: PoolsSearch): KeyQuery {
    return {
        search: search.q,
        state: search.state,
        account: search.account,
        cursor: search.cursor,
        limit: PAGE_SIZE,
        total: search.cursor === undefined,
    };
}

/** Whether something narrows the list of keys. */
export function isFiltered(search: PoolsSearch): boolean {
    return search.q !== undefined || search.state !== undefined || search.account !== undefined;
}

export function countOf(states: States, state: KeyState): number {
    return states[COUNTS[state]];
}

export function countAll(states: States): number {
    return KEY_STATES.reduce((sum, state) => sum + countOf(states, state), 0);
}

/** Keys that should serve and do not. */
export function countMissing(states: States): number {
    return states.cooling + states.locked + states.unusable;
}

/** Those that lack most keys first, then by name; apart from them those that have no keys. */
export function sortPools(pools: readonly Pool[]): { readonly used: readonly Pool[]; readonly empty: readonly Pool[] } {
    const byName = pools.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
    const used = byName.filter((pool) => countAll(pool.states) > 0);
    return {
        used: used.toSorted((a, b) => countMissing(b.states) - countMissing(a.states)),
        empty: byName.filter((pool) => countAll(pool.states) === 0),
    };
}

/** Share of attempts that did not fail; null: there were none. */
export function successShare(key: Pick<PooledKey, 'lastHour'>): number | null {
    const { attempts, failed } = key.lastHour;
    return attempts === 0 ? null : (attempts - failed) / attempts;
}

/** Scheme, host and port of an address: what keys are bound to. Null: it is none. */
export function originOf(address: string): string | null {
    return URL.canParse(address) ? new URL(address).origin : null;
}

const COLUMNS = new Set(['key', 'name', 'account', 'weight', 'tier', 'models']);

/** Whether keys to import are CSV with a header, rather than one key a line. */
export function isCsv(text: string): boolean {
    const header = (text.trimStart().split('\n', 1)[0] ?? '').split(',').map((cell) => cell.trim().toLowerCase());
    return header.includes('key') && header.every((cell) => COLUMNS.has(cell));
}

/** How long it is until a moment, such as 0:42 or 1:05:00; null: it is past. */
export function countdown(until: string, now: number): string | null {
    const seconds = Math.ceil((Date.parse(until) - now) / 1000);
    if (seconds <= 0) {
        return null;
    }
    const two = (value: number) => String(value).padStart(2, '0');
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor((seconds % 3600) / 60);
    return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
