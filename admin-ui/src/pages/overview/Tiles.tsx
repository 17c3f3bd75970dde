import { Meter } from '~/components/Meter';
import { formatCount, formatDollars, formatMillis, formatShare, fullCount } from '~/components/numbers';
import { en } from '~/messages/en';
import classes from './Overview.module.css';
import { type Column, change, errorShare, type Overview, type Span, type Sums } from './overviewData';
import { Delta, Tile } from './Tile';

/** The four figures of a range. */
export function Tiles({
    total,
    previous,
    columns,
    span,
    month,
}: {
    total: Sums;
    previous: Sums | undefined;
    columns: readonly Column[];
    span: Span;
    month: Overview['month'];
}) {
    const share = errorShare(total);
    const firstByte = total.latency?.firstByte?.p95Millis ?? null;
    const isCut = columns.length > 1 && columns[0]?.isCut === true;
    const last = columns.at(-1);
    const isUnfinished = last !== undefined && (last.isUnfinished || last.isCut);
    const before = previous?.latency?.firstByte?.p95Millis ?? null;
    return (
        <div className={classes.tiles}>
            <Tile
                label={en.overview.requests}
                figure={formatCount(total.requests ?? 0)}
                title={fullCount(total.requests ?? 0)}
                isCut={isCut}
                isUnfinished={isUnfinished}
                values={columns.map((column) => column.requests)}
                delta={
                    <Delta share={change(total.requests, previous?.requests ?? null)} span={span} judged="neither" />
                }
            />
            <Tile
                label={en.overview.errorShare}
                figure={share === null ? '–' : formatShare(share)}
                title={en.overview.errors(total.errors ?? 0)}
                isCut={isCut}
                isUnfinished={isUnfinished}
                values={columns.map((column) => column.share)}
                delta={
                    <Delta share={change(share, previous ? errorShare(previous) : null)} span={span} judged="lower" />
                }
            />
            <Tile
                label={en.overview.firstByte}
                figure={firstByte === null ? '–' : formatMillis(firstByte)}
                isCut={isCut}
                isUnfinished={isUnfinished}
                values={columns.map((column) => column.firstByte)}
                delta={<Delta share={change(firstByte, before)} span={span} judged="lower" />}
            />
            <Tile
                label={en.overview.spend}
                figure={formatDollars(total.cost)}
                isCut={isCut}
                isUnfinished={isUnfinished}
                values={columns.map((column) => column.cost)}
                delta={
                    <Delta
                        share={change(Number(total.cost), previous ? Number(previous.cost) : null)}
                        span={span}
                        judged="neither"
                    />
                }
            >
                {month !== null && (
                    <>
                        <Meter label={en.overview.budgets} used={Number(month.booked)} whole={Number(month.cap)} />
                        <p className={classes.ofMonth}>
                            {en.overview.ofMonth(formatDollars(month.booked), formatDollars(month.cap))}
                        </p>
                    </>
                )}
            </Tile>
        </div>
    );
}
