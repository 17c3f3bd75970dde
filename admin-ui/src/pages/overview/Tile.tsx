import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { en } from '~/messages/en';
import classes from './Overview.module.css';
import type { Span } from './overviewData';
import { Sparkline } from './Sparkline';

/** What is judged: more errors and longer waits are worse; more requests and more spend are neither. */
type Judged = 'lower' | 'neither';

/** By how much something has changed, as a share of what it was; null: there is nothing to compare with. */
export function Delta({ share, span, judged }: { share: number | null; span: Pick<Span, 'range'>; judged: Judged }) {
    if (share === null) {
        return <span className="kw-muted">{en.overview.noPrevious}</span>;
    }
    const isUp = share > 0;
    const Arrow = isUp ? IconArrowUpRight : IconArrowDownRight;
    const level = judged === 'neither' || Math.abs(share) < 0.005 ? 'plain' : isUp ? 'worse' : 'better';
    return (
        <span className={classes[level]}>
            {share !== 0 && <Arrow size={14} aria-hidden="true" />}
            {en.overview.delta(
                share,
                span.range === null ? en.overview.previousSpan : en.overview.previous[span.range],
            )}
        </span>
    );
}

/** A figure with its course. */
export function Tile({
    label,
    figure,
    title,
    delta,
    values,
    isCut = false,
    isUnfinished,
    children,
}: {
    label: string;
    figure: string;
    title?: string | undefined;
    delta: ReactNode;
    values: readonly (number | null)[];
    isCut?: boolean;
    isUnfinished: boolean;
    children?: ReactNode;
}) {
    return (
        <section className={classes.tile} aria-label={label}>
            <h2 className={classes.label}>{label}</h2>
            <div className={classes.figures}>
                <span className={classes.figure} title={title}>
                    {figure}
                </span>
                <Sparkline values={values} isCut={isCut} isUnfinished={isUnfinished} />
            </div>
            <div className={classes.delta}>{delta}</div>
            {children}
        </section>
    );
}
