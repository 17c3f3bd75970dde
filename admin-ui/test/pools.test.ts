import { expect, it } from 'vitest';
import { reasonAgainst } from '~/pages/pools/KeyMenu';
import { reasonWords } from '~/pages/pools/KeyStanding';
import {
    countdown,
    isCsv,
    keyQuery,
    originOf,
    type Pool,
    readPoolsSearch,
    sortPools,
    successShare,
} from '~/pages/pools/poolSearch';

const NOW = Date.parse('2026-11-12T14:03:30Z');

const pool = (name: string, states: Partial<Pool['states']>) =>
    ({ name, states: { ready: 0, cooling: 0, locked: 0, disabled: 0, unusable: 0, ...states } }) as Pool;

it('reads an address and asks the server for the same', () => {
    const search = readPoolsSearch({ pool: 'openai', state: 'LOCKED', q: 4711, cursor: '' });
    expect(search).toMatchObject({ pool: 'openai', state: 'LOCKED', q: '4711', cursor: undefined });
    expect(readPoolsSearch({ state: 'GREAT' }).state).toBeUndefined();
    expect(keyQuery(search)).toMatchObject({ search: '4711', state: 'LOCKED', total: true });
    expect(keyQuery({ cursor: 'x' }).total).toBe(false);
});

it('puts pools that lack most keys first, and apart from them those without keys', () => {
    const { used, empty } = sortPools([
        pool('b', { ready: 5 }),
        pool('a', { ready: 1, disabled: 9 }),
        pool('c', { ready: 1, cooling: 1, locked: 1 }),
        pool('d', {}),
    ]);
    expect(used.map((one) => one.name)).toEqual(['c', 'a', 'b']);
    expect(empty.map((one) => one.name)).toEqual(['d']);
});

it('counts down to the second, and ends', () => {
    expect(countdown('2026-11-12T14:04:12Z', NOW)).toBe('0:42');
    expect(countdown('2026-11-12T15:08:35Z', NOW)).toBe('1:05:05');
    expect(countdown('2026-11-12T14:03:30Z', NOW)).toBeNull();
});

it('knows CSV by its header', () => {
    expect(isCsv('key,name\nsk-1,one')).toBe(true);
    expect(isCsv('Name, Key')).toBe(true);
    expect(isCsv('key\nsk-1')).toBe(true);
    expect(isCsv('sk-1,one')).toBe(false);
    expect(isCsv('sk-1\nkey,name')).toBe(false);
});

it('compares addresses by what keys are bound to', () => {
    expect(originOf('https://api.example.com/v1')).toBe(originOf('https://api.example.com:443/v2'));
    expect(originOf('https://api.example.com/v1')).not.toBe(originOf('http://api.example.com/v1'));
    expect(originOf('not yet')).toBeNull();
});

it('has no share of success where nothing was tried', () => {
    const lastHour = { attempts: 8, failed: 2, rateLimited: 1, rejected: 1 };
    expect(successShare({ lastHour })).toBe(0.75);
    expect(successShare({ lastHour: { ...lastHour, attempts: 0, failed: 0 } })).toBeNull();
});

it('says in words why a key waits, and what its state forbids', () => {
    expect(reasonWords('rate_short: 60 a minute')).toBe('rate limit: 60 a minute');
    expect(reasonWords('some_new_reason')).toBe('some new reason');
    expect(reasonAgainst('probe', { state: 'READY' })).toBeDefined();
    expect(reasonAgainst('probe', { state: 'LOCKED' })).toBeUndefined();
    expect(reasonAgainst('test', { state: 'UNUSABLE' })).toBeDefined();
    expect(reasonAgainst('delete', { state: 'UNUSABLE' })).toBeUndefined();
});
