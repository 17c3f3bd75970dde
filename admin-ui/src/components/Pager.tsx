import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { en } from '~/messages/en';

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
    const [trail, setTrail] = useState<readonly (string | undefined)[]>([]);
    const back = () => {
        setTrail(trail.slice(0, -1));
        onGo(trail.at(-1));
    };
    const forth = () => {
        setTrail([...trail, cursor]);
        onGo(next ?? undefined);
    };
    return (
        <Group component="nav" aria-label={en.table.pages} gap="sm" justify="flex-end" mih={26}>
            {total !== undefined && total > 0 && (
                <span className="kw-muted" style={{ marginRight: 'auto' }}>
                    {en.table.total(total, totalIsAtLeast)}
                </span>
            )}
            {(cursor !== undefined || next !== null) && (
                <>
                    <Button size="compact-sm" variant="default" disabled={cursor === undefined} onClick={back}>
                        {cursor !== undefined && trail.length === 0 ? en.table.first : en.table.previous}
                    </Button>
                    <Button size="compact-sm" variant="default" disabled={next === null} onClick={forth}>
                        {en.table.next}
                    </Button>
                </>
            )}
        </Group>
    );
}
