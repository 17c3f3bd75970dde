import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { en } from '~/messages/en';

/** Cursors of the pages that led to one; undefined is that of the first. */
function trailTo(trail: readonly (string | undefined)[], cursor: string | undefined) {
    const known = trail.lastIndexOf(cursor);
    return cursor === undefined ? [cursor] : known < 0 ? [...trail, cursor] : trail.slice(0, known + 1);
}

interface ListPage {
    readonly next: string | null;
    readonly total?: number | null | undefined;
    readonly totalIsAtLeast?: boolean | null | undefined;
}

/** How many rows a list has on all its pages; null: unknown; undefined: this page is all. */
export function rowsInAll(page: ListPage, cursor: string | undefined): number | null | undefined {
    if (cursor === undefined && page.next === null) {
        return undefined;
    }
    return page.totalIsAtLeast ? null : (page.total ?? null);
}

/** Goes from page to page of a list by the server's cursors. Give it another key when the list becomes another one. */
export function Pager({
    cursor,
    next,
    total,
    totalIsAtLeast = false,
    onGo,
}: {
    cursor: string | undefined;
    next: string | null;
    total?: number | undefined;
    totalIsAtLeast?: boolean | undefined;
    onGo: (cursor: string | undefined) => void;
}) {
    const [trail, setTrail] = useState<readonly (string | undefined)[]>([cursor]);
    if (trail.at(-1) !== cursor) {
        setTrail(trailTo(trail, cursor));
    }
    return (
        <Group component="nav" aria-label={en.table.pages} gap="sm" justify="flex-end" mih={26}>
            {total !== undefined && total > 0 && (
                <span className="kw-muted" style={{ marginRight: 'auto' }}>
                    {en.table.total(total, totalIsAtLeast)}
                </span>
            )}
            {(cursor !== undefined || next !== null) && (
                <>
                    <Button
                        size="compact-sm"
                        variant="default"
                        disabled={cursor === undefined}
                        onClick={() => onGo(trail.at(-2))}
                    >
                        {cursor !== undefined && trail.length === 1 ? en.table.first : en.table.previous}
                    </Button>
                    <Button
                        size="compact-sm"
                        variant="default"
                        disabled={next === null}
                        onClick={() => onGo(next ?? undefined)}
                    >
                        {en.table.next}
                    </Button>
                </>
            )}
        </Group>
    );
}
