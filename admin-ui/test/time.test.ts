import { describe, expect, it } from 'vitest';
import { dateInZone, endOfDate, formatClock, formatMoment, fullMoment, startOfDate } from '~/components/time';

const NOW = Date.parse('2026-11-30T12:00:00Z');

describe('a moment', () => {
    it.each([
        ['2026-11-30T12:00:30Z', 'now'],
        ['2026-11-30T11:59:01Z', 'now'],
        ['2026-11-30T11:59:00Z', '1m ago'],
        ['2026-11-30T11:48:00Z', '12m ago'],
        ['2026-11-30T11:00:01Z', '59m ago'],
        ['2026-11-30T11:00:00Z', '1h ago'],
        ['2026-11-29T12:00:01Z', '23h ago'],
        ['2026-11-30T09:00:00Z', '3h ago'],
        ['2026-11-30T14:00:00Z', 'in 2h'],
    ])('within a day is how far away it is: %s', (iso, text) => {
        expect(formatMoment(iso, NOW)).toBe(text);
    });

    it('later or earlier is a date', () => {
        expect(formatMoment('2026-11-12T14:03:00', NOW)).toBe('12 Nov 14:03');
        expect(formatMoment('2025-01-02T12:00:00', NOW)).toBe('2 Jan 2025');
    });

    it('is a time of the clock, with its date if that is another', () => {
        expect(formatClock('2026-11-30T14:03:00', Date.parse('2026-11-30T12:00:00'))).toBe('14:03');
        expect(formatClock('2026-11-12T14:03:00', Date.parse('2026-11-30T12:00:00'))).toBe('12 Nov 14:03');
    });

    it('is given in full in UTC', () => {
        expect(fullMoment('2026-11-12T14:03:05.123Z')).toBe('2026-11-12 14:03:05 UTC');
    });
});

describe('a date in a zone', () => {
    it.each([
        ['2026-11-30', 'UTC', '2026-11-30T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
        ['2026-11-30', 'America/New_York', '2026-11-30T05:00:00.000Z', '2026-12-01T05:00:00.000Z'],
        ['2026-12-31', 'Pacific/Auckland', '2026-12-30T11:00:00.000Z', '2026-12-31T11:00:00.000Z'],
        // The clocks are put forward or back on that day.
        ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
        ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
        // It has no midnight, or two.
        ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-05T02:00:00.000Z'],
        ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
        ['2026-11-30', 'Mars/Olympus', '2026-11-30T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ])('begins and ends: %s %s', (date, zone, start, end) => {
        expect(new Date(startOfDate(date, zone)).toISOString()).toBe(start);
        expect(new Date(endOfDate(date, zone)).toISOString()).toBe(end);
        expect(dateInZone(Date.parse(start), zone)).toBe(date);
        expect(dateInZone(Date.parse(end) - 1, zone)).toBe(date);
    });
});
