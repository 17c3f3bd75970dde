import { formatMoment, fullMoment } from './time';

/** A moment in time, in full on hover. */
export function Moment({ iso }: { iso: string }) {
    return (
        <time dateTime={iso} title={fullMoment(iso)}>
            {formatMoment(iso)}
        </time>
    );
}
