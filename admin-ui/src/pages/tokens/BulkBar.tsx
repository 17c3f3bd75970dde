import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { api } from '~/api/client';
import type { components } from '~/api/schema';
import { Banner } from '~/components/Banner';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import { Dialog } from '~/components/Dialog';
import type { Token } from '~/components/TokenStatus';
import { en } from '~/messages/en';
import classes from './Tokens.module.css';

type Action = 'BLOCK' | 'UNBLOCK' | 'REVOKE';
type Report = components['schemas']['BulkReport'];

/** What can be done to the tokens that are ticked. */
export function BulkBar({
    tokens,
    onDone,
    onClear,
}: {
    tokens: readonly Token[];
    onDone: () => void;
    onClear: () => void;
}) {
    const [action, setAction] = useState<Action | null>(null);
    const bulk = api.useMutation('post', '/api/v1/tokens/bulk');
    const open = (next: Action) => {
        bulk.reset();
        setAction(next);
    };
    const run = () => {
        if (action) {
            bulk.mutate(
                { body: { action, ids: tokens.map((token) => token.id), filter: null, grace: null } },
                {
                    onSuccess: (report) => {
                        if (report.failed === 0) {
                            onDone();
                        }
                    },
                },
            );
        }
    };
    const count = tokens.length;
    return (
        <div className={classes.bar} role="toolbar" aria-label={en.bulk.label}>
            <strong aria-live="polite">{en.bulk.selected(count)}</strong>
            <Button size="compact-sm" variant="default" onClick={() => open('BLOCK')}>
                {en.bulk.BLOCK.action}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => open('UNBLOCK')}>
                {en.bulk.UNBLOCK.action}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => open('REVOKE')}>
                {en.bulk.REVOKE.action}
            </Button>
            <Button size="compact-sm" variant="default" onClick={onClear}>
                {en.bulk.clear}
            </Button>
            {action && !bulk.data && (
                <ConfirmDialog
                    title={en.bulk[action].title(count)}
                    text={en.bulk[action].text}
                    action={en.bulk[action].action}
                    phrase={action === 'REVOKE' ? en.bulk.phrase(count) : undefined}
                    danger={action === 'REVOKE'}
                    isPending={bulk.isPending}
                    error={bulk.error}
                    onConfirm={run}
                    onClose={() => setAction(null)}
                />
            )}
            {bulk.data && bulk.data.failed > 0 && <Failed report={bulk.data} tokens={tokens} onClose={onDone} />}
        </div>
    );
}

function Failed({ report, tokens, onClose }: { report: Report; tokens: readonly Token[]; onClose: () => void }) {
    const name = (id: string) => tokens.find((token) => token.id === id)?.name ?? id;
    return (
        <Dialog onClose={onClose} title={en.bulk.failed}>
            <Stack gap="md">
                <Banner kind="warning">{en.bulk.report(report.done, report.unchanged, report.failed)}</Banner>
                <ul>
                    {report.items
                        .filter((item) => item.message !== null)
                        .map((item) => (
                            <li key={item.id}>
                                {name(item.id)}: {item.message}
                            </li>
                        ))}
                </ul>
                <Group justify="flex-end">
                    <Button onClick={onClose}>{en.close}</Button>
                </Group>
            </Stack>
        </Dialog>
    );
}
