import type { ReactNode } from 'react';
import classes from './Door.module.css';
import { Logo } from './Logo';

/** Page before the interface proper: sign-in, and changing a temporary password. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
    return (
        <main className={classes.page}>
            <div className={classes.card}>
                <div className={classes.head}>
                    <Logo />
                    <h1>{title}</h1>
                </div>
                {children}
            </div>
        </main>
    );
}
