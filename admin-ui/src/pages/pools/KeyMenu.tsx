import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { en } from '~/messages/en';
import type { PooledKey } from './poolSearch';

export type KeyAction = 'test' | 'probe' | 'clear' | 'edit' | 'secret' | 'disable' | 'delete';

const ASKING: readonly KeyAction[] = ['test', 'probe', 'clear'];
const CHANGING: readonly KeyAction[] = ['edit', 'secret', 'disable'];

/** Why the state of a key forbids something; undefined: it does not. */
export function reasonAgainst(action: KeyAction, { state }: Pick<PooledKey, 'state'>): string | undefined {
    if (ASKING.includes(action) && state === 'DISABLED') {
        return en.pools.reasons.disabled;
    }
    if (ASKING.includes(action) && state === 'UNUSABLE') {
        return en.pools.reasons.unusable;
    }
    if ((action === 'probe' || action === 'clear') && state === 'READY') {
        return en.pools.reasons.ready;
    }
    return undefined;
}

/** What can be done with a key. */
export function KeyMenu({ row, onAction }: { row: PooledKey; onAction: (action: KeyAction) => void }) {
    const label = (action: KeyAction) =>
        action === 'disable' && row.key.disabledAt !== null ? en.pools.enable : en.pools.actions[action];
    const item = (action: KeyAction) => {
        const reason = reasonAgainst(action, row);
        return (
            <Menu.Item
                key={action}
                disabled={reason !== undefined}
                title={reason}
                color={action === 'delete' ? 'var(--kw-danger)' : undefined}
                onClick={() => onAction(action)}
            >
                {label(action)}
            </Menu.Item>
        );
    };
    return (
        <Menu position="bottom-end" width={200} shadow="md">
            <Menu.Target>
                <ActionIcon
                    variant="subtle"
                    color="var(--kw-text-muted)"
                    size="sm"
                    aria-label={en.pools.menu(row.key.name)}
                >
                    <IconDots size={16} aria-hidden="true" />
                </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
                {ASKING.map(item)}
                <Menu.Divider />
                {CHANGING.map(item)}
                <Menu.Divider />
                {item('delete')}
            </Menu.Dropdown>
        </Menu>
    );
}
