const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const dollars = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
const fractions = new Intl.NumberFormat('en', { maximumSignificantDigits: 2, maximumFractionDigits: 9 });

const CENT = 0.01;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const COMPACT_FROM = 10_000;

/** A count: exact when it is short, otherwise in three digits. */
export function formatCount(count: number): string {
    return Math.abs(count) < COMPACT_FROM
        ? whole.format(count)
        : compact
              .format(count)
              .replace(/([KMBT])$/, ' $1')
              .replace(' K', ' k');
}

/** The same count in full, for a tooltip. */
export function fullCount(count: number): string {
    return whole.format(count);
}

/** Dollars of the API; below a cent in two digits. */
export function formatDollars(amount: string): string {
    const value = Number(amount);
    if (value !== 0 && Math.abs(value) < CENT) {
        const text = fractions.format(Math.abs(value));
        return `${value < 0 ? '-' : ''}$${text}`;
    }
    return dollars.format(value);
}

const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });

/** A share of a whole: one digit after the point; 100 % only if it is all, and 0 % only if it is nothing. */
export function formatShare(share: number): string {
    const text = percents.format(share);
    const isRounded = (text === '100%' && share < 1) || (text === '0%' && share > 0);
    return (isRounded ? (share < 0.5 ? '< 0.1%' : '> 99.9%') : text).replace('%', ' %');
}

/** How long something took. */
export function formatMillis(millis: number): string {
    if (Math.round(millis) < SECOND) {
        return `${Math.round(millis)} ms`;
    }
    const tenths = (millis / SECOND).toFixed(1);
    if (Number(tenths) < MINUTE / SECOND) {
        return `${tenths} s`;
    }
    const seconds = Math.round(millis / SECOND);
    return `${Math.floor(seconds / 60)} m ${seconds % 60} s`;
}
