import { expect, it } from 'vitest';
import { formatShare } from '~/components/numbers';
import {
    change,
    columnsOf,
    covered,
    errorShare,
    type Point,
    readOverviewSearch,
    seriesQuery,
    spanOf,
    summaryQuery,
} from '~/pages/overview/overviewData';
import { columnLabel } from '~/pages/overview/spanLabel';

const NOW = Date.parse('2026-11-12T14:03:30Z');

it('asks for whole quarter hours and minutes, and compares them once', () => {
    expect(readOverviewSearch({ range: '7d' })).toEqual({ range: '7d' });
    expect(readOverviewSearch({ range: '1h' })).toEqual({ range: undefined });
    const range = { from: '2026-11-11T14:00:00.000Z', to: '2026-11-12T14:04:00.000Z' };
    const day = spanOf({}, NOW);
    expect(seriesQuery(day, { tenant: 't' })).toMatchObject({ ...range, interval: 'hour', tenant: 't' });
    expect(summaryQuery(day, 'team', {}, true)).toMatchObject({ ...range, compare: 'previous', latency: true });
    expect(summaryQuery(day, 'model', {})).not.toHaveProperty('compare');
});

it('takes a range of the chart from the address, in intervals that fit it', () => {
    const search = readOverviewSearch({ from: '2026-11-12T10:00:00Z', to: '2026-11-12T13:00:00Z' });
    expect(search).toMatchObject({ from: '2026-11-12T10:00:00.000Z', to: '2026-11-12T13:00:00.000Z' });
    expect(spanOf(search, NOW)).toMatchObject({ range: null, interval: 'quarter' });
    expect(spanOf({ ...search, to: '2026-11-14T13:00:00Z' }, NOW).interval).toBe('hour');
    expect(spanOf({ ...search, to: '2026-12-14T13:00:00Z' }, NOW).interval).toBe('day');
    expect(readOverviewSearch({ from: '2026-11-12T10:00:00Z', to: '2026-11-12T09:00:00Z' })).toEqual({});
    expect(readOverviewSearch({ from: 'yesterday', to: '2026-11-12T09:00:00Z' })).toEqual({});
});

it('marks whole columns, and tells the one that is not over from the others', () => {
    const columns = columnsOf({ from: '2026-11-12T10:00:00Z', to: '2026-11-12T14:04:00Z', total: [] }, 'hour', NOW);
    expect(columns.map((column) => column.isUnfinished)).toEqual([false, false, false, false, true]);
    const at = (iso: string) => Date.parse(iso) / 1000;
    expect(covered(columns, at('2026-11-12T11:20:00Z'), at('2026-11-12T12:10:00Z'))).toEqual({
        from: '2026-11-12T11:00:00.000Z',
        to: '2026-11-12T13:00:00.000Z',
    });
    expect(covered(columns, at('2026-11-12T16:00:00Z'), at('2026-11-12T17:00:00Z'))).toBeNull();
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
        'hour',
        NOW,
    );
    expect(columns.map((column) => column.requests)).toEqual([4, 0, 4, 0]);
    expect(columns[2]).toMatchObject({ errors: { gateway: 0, provider: 1, client: 0 }, cost: 0.5, share: 0.25 });
    expect(columns[1]?.share).toBeNull();
    expect(columns[1]?.at).toBe(Date.parse('2026-11-12T11:00:00Z') / 1000);
});

it('marks columns of which only a part is in the range', () => {
    const range = { from: '2026-11-12T10:15:00Z', to: '2026-11-12T13:04:00Z', total: [] };
    const columns = columnsOf(range, 'hour', NOW);
    expect(columns.map((column) => column.isCut)).toEqual([true, false, false, true]);
    const last = columnsOf({ ...range, from: '2026-11-12T12:00:00Z', to: '2026-11-12T14:04:00Z' }, 'hour', NOW);
    expect(last.map((column) => column.isCut)).toEqual([false, false, false]);
    const labels = [columns[0], columns[1], last[2]].map(
        (column) => column && columnLabel(column, { interval: 'hour' }),
    );
    expect(labels[0]).toMatch(/\d:\d\d in part$/);
    expect(labels[1]).toMatch(/\d:\d\d$/);
    expect(labels[2]).toMatch(/\d:\d\d so far$/);
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
