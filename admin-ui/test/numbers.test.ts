import { expect, it } from 'vitest';
import { formatCount, formatDollars, formatMillis, formatShare, fullCount } from '~/components/numbers';

it.each([
    [0, '0'],
    [9_999, '9,999'],
    [10_000, '10 k'],
    [999_949, '1 M'],
    [-12_345, '-12.3 k'],
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
    ['9000000.000000001', '$9,000,000.00'],
    ['-12.4', '-$12.40'],
    ['6500.00', '$6,500.00'],
    ['0.0034', '$0.0034'],
    ['0.000000004', '$0.000000004'],
    ['0.00999', '$0.01'],
    ['-0.0034', '-$0.0034'],
])('writes %s dollars without an exponent', (amount, text) => {
    expect(formatDollars(amount)).toBe(text);
});

it.each([
    [0, '0 ms'],
    [840, '840 ms'],
    [999.6, '1.0 s'],
    [59_949, '59.9 s'],
    [59_960, '1 m 0 s'],
    [3_600_000, '60 m 0 s'],
    [2_400, '2.4 s'],
    [72_000, '1 m 12 s'],
])('writes %d milliseconds', (millis, text) => {
    expect(formatMillis(millis)).toBe(text);
});

it.each([
    [0, '0 %'],
    [0.0001, '< 0.1 %'],
    [0.018, '1.8 %'],
    [0.9999, '> 99.9 %'],
    [1, '100 %'],
])('writes the share %d, 0 and 100 % only where it is that', (share, text) => {
    expect(formatShare(share)).toBe(text);
});
