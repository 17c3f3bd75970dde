import { useDocumentTitle } from '@mantine/hooks';
import { type ReactNode, useId } from 'react';
import { en } from '~/messages/en';
import classes from './Page.module.css';

function focusOn(node: HTMLElement | null) {
    node?.focus();
}

/** Page with its title, and its one main action. */
export function Page({
    title,
    note,
    action,
    takesFocus = false,
    children,
}: {
    title: string;
    /** What it is about, in a line. */
    note?: ReactNode;
    action?: ReactNode;
    /** It takes the place of what had the focus, such as a form. */
    takesFocus?: boolean;
    children: ReactNode;
}) {
    useDocumentTitle(`${title} · ${en.product}`);
    return (
        <div className={classes.page}>
            <div className={classes.head}>
                <div className={classes.title}>
                    <h1 title={title} {...(takesFocus && { tabIndex: -1, ref: focusOn })}>
                        {title}
                    </h1>
                    {note && <p className="kw-muted">{note}</p>}
                </div>
                {action}
            </div>
            {children}
        </div>
    );
}

/** Part of a page. */
export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
    const id = useId();
    return (
        <section className={classes.section} aria-labelledby={id}>
            <div className={classes.head}>
                <h2 id={id}>{title}</h2>
                {action}
            </div>
            {children}
        </section>
    );
}
