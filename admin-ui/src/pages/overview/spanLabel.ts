import { en } from '~/messages/en';
import type { Column, Span } from './overviewData';

const hourly = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const daily = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** When a column begins. */
export function momentOf(column: Pick<Column, 'at'>, { interval }: Pick<Span, 'interval'>): string {
    return (interval === 'day' ? daily : hourly).format(column.at * 1000).replace(',', '');
}

/** The same, and whether it has only a part of its time. */
export function columnLabel(
    column: Pick<Column, 'at' | 'isCut' | 'isUnfinished'>,
    span: Pick<Span, 'interval'>,
): string {
    const part = column.isUnfinished ? en.overview.soFar : column.isCut ? en.overview.inPart : '';
    return `${momentOf(column, span)} ${part}`.trim();
}

/** The time that a page is about, in words. */
export function spanLabel({ from, to, range, interval }: Span): string {
    if (range !== null) {
        return en.overview.ranges[range];
    }
    // The last day is the one before the end.
    return (interval === 'day' ? daily.formatRange(from, to - 1) : hourly.formatRange(from, to)).replaceAll(',', '');
}
