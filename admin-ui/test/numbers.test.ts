import { expect, it } from 'vitest';
import { formatCount, formatDollars, formatMillis, fullCount } from '~/components/numbers';

it.each([
    [0, '0'],
    [9_999, '9,999'],
    [12_345, '12.3 k'],
    [1_240_000, '1.24 M'],
    [2_000_000_000, '2 B'],
])('writes the count %d', (count, text) => {
    expect(formatCount(count)).toBe(text);
});

it('writes counts in full for tooltips', () => {
    expect(fullCount(1_240_000)).toBe('1,240,000');
});

it.each([
    ['12.4', '$12.40'],
    ['0', '$0.00'],
    ['6500.00', '$6,500.00'],
    ['0.0034', '$0.0034'],
    ['0.000000004', '$0.000000004'],
    ['0.00999', '$0.01'],
    ['-0.0034', '-$0.0034'],
])('writes %s dollars without an exponent', (amount, text) => {
    expect(formatDollars(amount)).toBe(text);
});

it.each([
    [840, '840 ms'],
    [2_400, '2.4 s'],
    [72_000, '1 m 12 s'],
])('writes %d milliseconds', (millis, text) => {
    expect(formatMillis(millis)).toBe(text);
});
