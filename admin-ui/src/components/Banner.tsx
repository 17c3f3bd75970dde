import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Banner.module.css';

/** Message about the form or page that it stands in. */
export function Banner({ kind, children }: { kind: 'error' | 'warning' | 'info'; children: ReactNode }) {
    const Icon = kind === 'info' ? IconInfoCircle : IconAlertTriangle;
    return (
        <div className={`${classes.banner} ${classes[kind]}`} role={kind === 'error' ? 'alert' : 'status'}>
            <Icon size={16} className={classes.icon} aria-hidden="true" />
            <div className={classes.text}>{children}</div>
        </div>
    );
}
