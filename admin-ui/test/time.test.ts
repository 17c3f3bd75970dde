import { describe, expect, it } from 'vitest';
import { formatMoment, fullMoment } from '~/components/time';

const NOW = Date.parse('2026-11-30T12:00:00Z');

describe('a moment', () => {
    it.each([
        ['2026-11-30T12:00:30Z', 'now'],
        ['2026-11-30T11:48:00Z', '12m ago'],
        ['2026-11-30T09:00:00Z', '3h ago'],
        ['2026-11-30T14:00:00Z', 'in 2h'],
    ])('within a day is how far away it is: %s', (iso, text) => {
        expect(formatMoment(iso, NOW)).toBe(text);
    });

    it('later or earlier is a date', () => {
        expect(formatMoment('2026-11-12T14:03:00', NOW)).toBe('12 Nov 14:03');
        expect(formatMoment('2025-01-02T12:00:00', NOW)).toBe('2 Jan 2025');
    });

    it('is given in full in UTC', () => {
        expect(fullMoment('2026-11-12T14:03:05.123Z')).toBe('2026-11-12 14:03:05 UTC');
    });
});
