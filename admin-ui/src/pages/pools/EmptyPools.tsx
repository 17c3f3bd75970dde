import { Button } from '@mantine/core';
import { Status } from '~/components/Status';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import type { PoolAction } from './PoolCard';
import classes from './Pools.module.css';
import type { Pool } from './poolSearch';

/** Providers without keys. */
export function EmptyPools({
    pools,
    mayChange,
    onAction,
}: {
    pools: readonly Pool[];
    mayChange: boolean;
    onAction: (pool: Pool, action: PoolAction) => void;
}) {
    const columns: (Column<Pool> | false)[] = [
        {
            id: 'name',
            label: en.pools.provider,
            cell: (pool) => <span className={classes.strong}>{pool.name}</span>,
            title: (pool) => pool.name,
        },
        {
            id: 'address',
            label: en.pools.baseUrl,
            isWide: true,
            cell: (pool) => pool.baseUrl,
            title: (pool) => pool.baseUrl,
        },
        {
            id: 'state',
            label: en.pools.state,
            cell: (pool) =>
                pool.disabledAt === null ? (
                    en.pools.noKey
                ) : (
                    <Status state="disabled">{en.pools.states.DISABLED}</Status>
                ),
        },
        mayChange && {
            id: 'actions',
            label: en.pools.actionsLabel,
            isLabelHidden: true,
            isNumber: true,
            isWhole: true,
            cell: (pool) => (
                <span className={classes.rowActions}>
                    {(['add', 'import', 'edit', 'delete'] as const).map((action) => (
                        <Button
                            key={action}
                            size="compact-xs"
                            variant="default"
                            aria-label={en.pools.rowActionOf(en.pools.rowActions[action], pool.name)}
                            onClick={() => onAction(pool, action)}
                        >
                            {en.pools.rowActions[action]}
                        </Button>
                    ))}
                </span>
            ),
        },
    ];
    return (
        <Table
            label={en.pools.withoutKeys}
            columns={columns.filter((column) => column !== false)}
            rows={pools}
            rowKey={(pool) => pool.providerId}
        />
    );
}
