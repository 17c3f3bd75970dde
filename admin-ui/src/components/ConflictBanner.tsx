import { Button, Group } from '@mantine/core';
import { useId } from 'react';
import { en } from '~/messages/en';
import { Banner } from './Banner';
import classes from './ConflictBanner.module.css';
import { changedFields } from './changes';
import type { Conflict } from './useEdit';

/** What somebody else changed in the meantime, and what to do about it. */
export function ConflictBanner<T extends object>({
    conflict,
    labels,
    show,
    onReload,
    onAgain,
}: {
    conflict: Conflict<T>;
    labels: Partial<Record<keyof T, string>>;
    show: (value: unknown) => string;
    onReload: () => void;
    onAgain: () => void;
}) {
    const id = useId();
    const fields = Object.keys(changedFields(conflict.before, conflict.now.values)) as (keyof T)[];
    return (
        <Banner kind="warning">
            {/* Read out as a whole, since it has the focus when it appears. */}
            <section aria-labelledby={id} tabIndex={-1} data-next>
                <p id={id}>{fields.length === 0 ? en.conflict.nothing : en.conflict.title}</p>
                <ul className={classes.list}>
                    {fields.map((field) => (
                        <li key={String(field)}>
                            {en.conflict.change(
                                labels[field] ?? String(field),
                                show(conflict.before[field]),
                                show(conflict.now.values[field]),
                            )}
                        </li>
                    ))}
                </ul>
            </section>
            <Group gap="sm">
                <Button size="compact-sm" variant="default" onClick={onReload}>
                    {en.conflict.reload}
                </Button>
                <Button size="compact-sm" variant="default" onClick={onAgain}>
                    {en.conflict.again}
                </Button>
            </Group>
        </Banner>
    );
}
