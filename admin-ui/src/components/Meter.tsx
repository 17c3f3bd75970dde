import classes from './Meter.module.css';

const WARN_FROM = 80;
const FULL = 100;

/** Share of a whole as a bar. The text beside it has the numbers. */
export function Meter({ label, used, held = 0, whole }: { label: string; used: number; held?: number; whole: number }) {
    const percent = (part: number) => (whole > 0 ? Math.min(FULL, (part / whole) * FULL) : FULL);
    const usedPercent = percent(used);
    const level = usedPercent >= FULL ? 'full' : usedPercent >= WARN_FROM ? 'high' : 'low';
    return (
        // biome-ignore lint/a11y/useSemanticElements: a <meter> has no second part
        <div
            className={classes.meter}
            role="meter"
            aria-label={label}
            aria-valuemin={0}
            aria-valuemax={FULL}
            aria-valuenow={Math.round(usedPercent)}
            data-level={level}
        >
            <div className={classes.used} style={{ width: `${usedPercent}%` }} />
            <div className={classes.held} style={{ width: `${Math.min(FULL - usedPercent, percent(held))}%` }} />
        </div>
    );
}
