import type { ReactNode } from 'react';
import { en } from '~/messages/en';
import classes from './Overview.module.css';

/** One of the first of something. */
export interface TopItem {
    readonly key: string;
    readonly name: ReactNode;
    readonly title: string;
    readonly value: string;
    /** Of the greatest, from 0 to 1. */
    readonly share: number;
}

/** The first five of something, each with its share as a bar. */
export function TopList({ title, items, none }: { title: string; items: readonly TopItem[]; none: string }) {
    return (
        <section className={classes.card} aria-label={title}>
            <h2>{title}</h2>
            {items.length === 0 ? (
                <p className="kw-muted">{none}</p>
            ) : (
                <ol className={classes.top} aria-label={en.overview.topOf(title)}>
                    {items.map((item) => (
                        <li key={item.key}>
                            <span className={classes.topName} title={item.title}>
                                {item.name}
                            </span>
                            <span className="kw-number">{item.value}</span>
                            <span className={classes.topTrack} aria-hidden="true">
                                <span style={{ width: `${Math.max(1, item.share * 100)}%` }} />
                            </span>
                        </li>
                    ))}
                </ol>
            )}
        </section>
    );
}
