import { expect, it } from 'vitest';
import { formatShare } from '~/components/numbers';
import {
    change,
    columnsOf,
    errorShare,
    type Point,
    readOverviewSearch,
    seriesQuery,
    summaryQuery,
} from '~/pages/overview/overviewData';

const NOW = Date.parse('2026-11-12T14:03:30Z');

it('asks for whole quarter hours and minutes, and compares them once', () => {
    expect(readOverviewSearch({ range: '7d' })).toEqual({ range: '7d' });
    expect(readOverviewSearch({ range: '1h' })).toEqual({ range: undefined });
    const range = { from: '2026-11-11T14:00:00.000Z', to: '2026-11-12T14:04:00.000Z' };
    expect(seriesQuery('24h', { tenant: 't' }, NOW)).toMatchObject({ ...range, interval: 'hour', tenant: 't' });
    expect(summaryQuery('24h', 'team', {}, NOW)).toMatchObject({ ...range, compare: 'previous', latency: true });
    expect(summaryQuery('24h', 'model', {}, NOW)).not.toHaveProperty('compare');
});

it('has a column for each interval, also where nothing was called', () => {
    const point = (from: string) =>
        ({
            from,
            requests: 4,
            errors: 1,
            errorOrigins: { provider: 1 },
            cost: '0.50',
            latency: null,
        }) as unknown as Point;
    const columns = columnsOf(
        {
            from: '2026-11-12T10:15:00Z',
            to: '2026-11-12T13:04:00Z',
            total: [point('2026-11-12T10:15:00Z'), point('2026-11-12T12:00:00Z')],
        },
        '24h',
    );
    expect(columns.map((column) => column.requests)).toEqual([4, 0, 4, 0]);
    expect(columns[2]).toMatchObject({ errors: { gateway: 0, provider: 1, client: 0 }, cost: 0.5, share: 0.25 });
    expect(columns[1]?.share).toBeNull();
    expect(columns[1]?.at).toBe(Date.parse('2026-11-12T11:00:00Z') / 1000);
});

it('compares only with what was there', () => {
    expect(change(150, 100)).toBe(0.5);
    expect(change(150, 0)).toBeNull();
    expect(change(null, 100)).toBeNull();
    expect(errorShare({ requests: 0, errors: 0 })).toBeNull();
    expect(errorShare({ requests: 200, errors: 3 })).toBe(0.015);
});

it('says 100 % only of all', () => {
    expect(formatShare(1)).toBe('100 %');
    expect(formatShare(0.99999)).toBe('> 99.9 %');
    expect(formatShare(0.0123)).toBe('1.2 %');
    expect(formatShare(0)).toBe('0 %');
});
