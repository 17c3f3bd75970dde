const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DATE_LENGTH = 10;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'narrow' });
const sameYear = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
});
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const anotherYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

const utcDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A moment: how long ago within a day, otherwise its date. */
export function formatMoment(iso: string, now: number = Date.now()): string {
    const at = Date.parse(iso);
    const distance = at - now;
    const size = Math.abs(distance);
    if (size < MINUTE) {
        return 'now';
    }
    if (size < HOUR) {
        return relative.format(Math.trunc(distance / MINUTE), 'minute');
    }
    if (size < DAY) {
        return relative.format(Math.trunc(distance / HOUR), 'hour');
    }
    const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    return (isThisYear ? sameYear : anotherYear).format(at).replace(',', '');
}

/** A date in UTC. */
export function formatDate(iso: string): string {
    return utcDate.format(Date.parse(iso));
}

/** The zone, or UTC if the browser does not know it. */
export function knownZone(zone: string): string {
    try {
        new Intl.DateTimeFormat('en-GB', { timeZone: zone });
        return zone;
    } catch {
        return 'UTC';
    }
}

/** A moment by the clocks of a zone, such as `1 Dec 2026 00:00`. */
export function formatInZone(iso: string, zone: string): string {
    const format = new Intl.DateTimeFormat('en-GB', {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
        timeZone: knownZone(zone),
    });
    return format.format(Date.parse(iso)).replace(',', '');
}

/** The date of a moment in a zone, of the form 2026-12-01. */
export function dateInZone(at: number, zone: string): string {
    return new Date(at + offsetOf(at, zone)).toISOString().slice(0, DATE_LENGTH);
}

/** When a date begins in a zone, in milliseconds since 1970: at midnight, or at the first moment of the day after it. */
export function startOfDate(date: string, zone: string): number {
    const midnight = Date.parse(`${date}T00:00:00Z`);
    const before = midnight - offsetOf(midnight - DAY, zone);
    const after = midnight - offsetOf(midnight + DAY, zone);
    const moments = [before, after].filter((at) => at + offsetOf(at, zone) === midnight);
    return moments.length === 0 ? before : Math.min(...moments);
}

/** When a date has ended in a zone: the next one begins. */
export function endOfDate(date: string, zone: string): number {
    const next = new Date(Date.parse(`${date}T00:00:00Z`) + DAY);
    return startOfDate(next.toISOString().slice(0, DATE_LENGTH), zone);
}

/** By how many milliseconds the clocks of a zone are ahead of UTC at a moment. */
function offsetOf(at: number, zone: string): number {
    const format = new Intl.DateTimeFormat('en-GB', {
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
        hourCycle: 'h23',
        timeZone: knownZone(zone),
    });
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / SECOND) * SECOND;
}

/** When it was on the clock: the time, with the date if it is not today. */
export function formatClock(iso: string, now: number = Date.now()): string {
    const at = new Date(iso);
    const isToday = at.toDateString() === new Date(now).toDateString();
    return (isToday ? clock : sameYear).format(at).replace(',', '');
}

/** The same moment in full, for a tooltip. */
export function fullMoment(iso: string): string {
    return `${iso.replace('T', ' ').replace(/(\.\d+)?Z$/, '')} UTC`;
}
