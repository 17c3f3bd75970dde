import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Meter } from '~/components/Meter';
import { formatCount, formatDollars, formatMillis, formatShare, fullCount } from '~/components/numbers';
import { en } from '~/messages/en';
import classes from './Overview.module.css';
import { type Column, change, errorShare, type Overview, type Range, type Sums } from './overviewData';
import { Sparkline } from './Sparkline';

/** What is judged: more errors and longer waits are worse; more requests and more spend are neither. */
type Judged = 'lower' | 'neither';

function Delta({ share, range, judged }: { share: number | null; range: Range; judged: Judged }) {
    if (share === null) {
        return <span className="kw-muted">{en.overview.noPrevious}</span>;
    }
    const isUp = share > 0;
    const Arrow = isUp ? IconArrowUpRight : IconArrowDownRight;
    const level = judged === 'neither' || Math.abs(share) < 0.005 ? 'plain' : isUp ? 'worse' : 'better';
    return (
        <span className={classes[level]}>
            {share !== 0 && <Arrow size={14} aria-hidden="true" />}
            {en.overview.delta(share, range)}
        </span>
    );
}

function Tile({
    label,
    figure,
    title,
    delta,
    values,
    children,
}: {
    label: string;
    figure: string;
    title?: string | undefined;
    delta: ReactNode;
    values: readonly (number | null)[];
    children?: ReactNode;
}) {
    return (
        <section className={classes.tile} aria-label={label}>
            <h2 className={classes.label}>{label}</h2>
            <div className={classes.figures}>
                <span className={classes.figure} title={title}>
                    {figure}
                </span>
                <Sparkline values={values} />
            </div>
            <div className={classes.delta}>{delta}</div>
            {children}
        </section>
    );
}

/** The four figures of a range. */
export function Tiles({
    total,
    previous,
    columns,
    range,
    month,
}: {
    total: Sums;
    previous: Sums | undefined;
    columns: readonly Column[];
    range: Range;
    month: Overview['month'];
}) {
    const share = errorShare(total);
    const firstByte = total.latency?.firstByte?.p95Millis ?? null;
    const before = previous?.latency?.firstByte?.p95Millis ?? null;
    return (
        <div className={classes.tiles}>
            <Tile
                label={en.overview.requests}
                figure={formatCount(total.requests ?? 0)}
                title={fullCount(total.requests ?? 0)}
                values={columns.map((column) => column.requests)}
                delta={
                    <Delta share={change(total.requests, previous?.requests ?? null)} range={range} judged="neither" />
                }
            />
            <Tile
                label={en.overview.errorShare}
                figure={share === null ? '–' : formatShare(share)}
                title={en.overview.errors(total.errors ?? 0)}
                values={columns.map((column) => column.share)}
                delta={
                    <Delta share={change(share, previous ? errorShare(previous) : null)} range={range} judged="lower" />
                }
            />
            <Tile
                label={en.overview.firstByte}
                figure={firstByte === null ? '–' : formatMillis(firstByte)}
                values={columns.map((column) => column.firstByte)}
                delta={<Delta share={change(firstByte, before)} range={range} judged="lower" />}
            />
            <Tile
                label={en.overview.spend}
                figure={formatDollars(total.cost)}
                values={columns.map((column) => column.cost)}
                delta={
                    month === null ? (
                        <Delta
                            share={change(Number(total.cost), previous ? Number(previous.cost) : null)}
                            range={range}
                            judged="neither"
                        />
                    ) : (
                        <span className="kw-muted">
                            {en.overview.ofMonth(formatDollars(month.booked), formatDollars(month.cap))}
                        </span>
                    )
                }
            >
                {month !== null && (
                    <Meter label={en.overview.budgets} used={Number(month.booked)} whole={Number(month.cap)} />
                )}
            </Tile>
        </div>
    );
}
