import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Status } from '~/components/Status';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import type { PoolAction } from './PoolCard';
import classes from './Pools.module.css';
import type { Pool } from './poolSearch';

/** Providers without keys. */
export function EmptyPools({
    pools,
    current,
    mayChange,
    onAction,
}: {
    pools: readonly Pool[];
    /** The one that was asked for. */
    current: Pool | undefined;
    mayChange: boolean;
    onAction: (pool: Pool, action: PoolAction) => void;
}) {
    const here = useRef<HTMLSpanElement>(null);
    const id = current?.providerId;
    useEffect(() => {
        if (id !== undefined) {
            here.current?.scrollIntoView({ block: 'nearest' });
        }
    }, [id]);
    const columns: (Column<Pool> | false)[] = [
        {
            id: 'name',
            label: en.pools.provider,
            cell: (pool) => (
                <span
                    ref={pool.providerId === id ? here : undefined}
                    className={pool.providerId === id ? `${classes.strong} ${classes.here}` : classes.strong}
                >
                    {pool.name}
                </span>
            ),
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
                    <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={en.pools.rowActionOf(en.pools.rowActions.add, pool.name)}
                        onClick={() => onAction(pool, 'add')}
                    >
                        {en.pools.rowActions.add}
                    </Button>
                    <Menu position="bottom-end" width={200} shadow="md">
                        <Menu.Target>
                            <ActionIcon
                                variant="subtle"
                                color="var(--kw-text-muted)"
                                size="sm"
                                aria-label={en.pools.menu(pool.name)}
                            >
                                <IconDots size={16} aria-hidden="true" />
                            </ActionIcon>
                        </Menu.Target>
                        <Menu.Dropdown>
                            <Menu.Item onClick={() => onAction(pool, 'import')}>{en.import.open}</Menu.Item>
                            <Menu.Item onClick={() => onAction(pool, 'edit')}>{en.pools.editProvider}</Menu.Item>
                            <Menu.Divider />
                            <Menu.Item color="var(--kw-danger)" onClick={() => onAction(pool, 'delete')}>
                                {en.pools.deleteProvider}
                            </Menu.Item>
                        </Menu.Dropdown>
                    </Menu>
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
            current={id}
        />
    );
}
