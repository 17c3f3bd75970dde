const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'narrow' });
const sameYear = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
});
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
        return relative.format(Math.round(distance / MINUTE), 'minute');
    }
    if (size < DAY) {
        return relative.format(Math.round(distance / HOUR), 'hour');
    }
    const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    return (isThisYear ? sameYear : anotherYear).format(at).replace(',', '');
}

/** A date in UTC. */
export function formatDate(iso: string): string {
    return utcDate.format(Date.parse(iso));
}

/** The same moment in full, for a tooltip. */
export function fullMoment(iso: string): string {
    return `${iso.replace('T', ' ').replace(/(\.\d+)?Z$/, '')} UTC`;
}
