import { Button } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '~/api/client';
import { Moment } from '~/components/Moment';
import { formatCount, formatDollars, formatShare } from '~/components/numbers';
import { openRows, toggleRow } from '~/components/openRows';
import { Pager, rowsInAll } from '~/components/Pager';
import { Empty, Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { Toggle } from '~/components/Toggle';
import { en } from '~/messages/en';
import { KeyAnswer } from './KeyAnswer';
import { KeyDetails } from './KeyDetails';
import { KeyDialogs } from './KeyDialogs';
import { type KeyAction, KeyMenu } from './KeyMenu';
import { KeyStanding, standingTitle } from './KeyStanding';
import classes from './Pools.module.css';
import { isFiltered, keyQuery, type Pool, type PooledKey, type PoolsSearch, successShare } from './poolSearch';
import { useKeyCommands } from './useKeyCommands';

const REFRESH_MILLIS = 10_000;

function share(row: PooledKey): string {
    const value = successShare(row);
    return value === null ? '–' : formatShare(value);
}

function load(row: PooledKey): string {
    const cap = row.key.maxInFlight;
    return cap === null || cap === 0 ? formatCount(row.inFlight) : `${formatCount(row.inFlight)} / ${formatCount(cap)}`;
}

function columnsFor(
    open: ReadonlySet<string>,
    onToggle: (row: PooledKey) => void,
    onAction: ((row: PooledKey, action: KeyAction) => void) | undefined,
): readonly Column<PooledKey>[] {
    const columns: (Column<PooledKey> | false)[] = [
        {
            id: 'name',
            label: en.pools.key,
            isLong: true,
            cell: (row) => <Toggle name={row.key.name} isOpen={open.has(row.key.id)} onToggle={() => onToggle(row)} />,
            title: (row) => row.key.name,
        },
        {
            id: 'last4',
            label: en.tokens.secret,
            cell: (row) => <code>{row.key.last4 === '' ? '–' : `…${row.key.last4}`}</code>,
        },
        {
            id: 'account',
            label: en.pools.account,
            from: 'medium',
            cell: (row) => row.account ?? '–',
            title: (row) => row.account ?? undefined,
        },
        {
            id: 'state',
            label: en.pools.state,
            isWide: true,
            cell: (row) => <KeyStanding row={row} />,
            title: standingTitle,
        },
        { id: 'inFlight', label: en.pools.inFlight, isNumber: true, isWhole: true, cell: load },
        {
            id: 'limited',
            label: en.pools.limited,
            isNumber: true,
            from: 'medium',
            cell: (row) => formatCount(row.lastHour.rateLimited),
        },
        {
            id: 'rejected',
            label: en.pools.rejected,
            isNumber: true,
            from: 'medium',
            cell: (row) => formatCount(row.lastHour.rejected),
        },
        {
            id: 'success',
            label: en.pools.success,
            isNumber: true,
            cell: share,
            title: (row) => en.pools.attempts(row.lastHour.attempts, row.lastHour.failed),
        },
        {
            id: 'cost',
            label: en.pools.cost,
            isNumber: true,
            from: 'medium',
            cell: (row) => formatDollars(row.cost),
        },
        {
            id: 'used',
            label: en.tokens.lastUsed,
            from: 'large',
            cell: (row) => (row.usedAt === null ? '–' : <Moment iso={row.usedAt} />),
        },
        onAction !== undefined && {
            id: 'actions',
            label: en.pools.actionsLabel,
            isLabelHidden: true,
            isNumber: true,
            isWhole: true,
            cell: (row) => <KeyMenu row={row} onAction={(action) => onAction(row, action)} />,
        },
    ];
    return columns.filter((column) => column !== false);
}

/** Keys of a pool. */
export function KeyTable({
    pool,
    search,
    mayChange,
    onSearch,
    onChanged,
}: {
    pool: Pool;
    search: PoolsSearch;
    mayChange: boolean;
    onSearch: (change: PoolsSearch, replace?: boolean) => void;
    onChanged: () => void;
}) {
    const open = openRows(search.open);
    const [acting, setActing] = useState<{ readonly row: PooledKey; readonly action: KeyAction } | null>(null);
    const { asked, ask, forget } = useKeyCommands();
    const query = keyQuery(search);
    const keys = api.useQuery(
        'get',
        '/api/v1/key-pools/{provider}/keys',
        { params: { path: { provider: pool.providerId }, query } },
        { placeholderData: keepPreviousData, refetchInterval: REFRESH_MILLIS },
    );
    const changed = () => {
        void keys.refetch();
        onChanged();
    };
    const act = (row: PooledKey, action: KeyAction) => {
        if (action === 'test' || action === 'probe' || action === 'clear') {
            void ask(action, pool.providerId, row.key.id);
        } else {
            setActing({ row, action });
        }
    };
    const toggle = (row: PooledKey) =>
        onSearch({ cursor: search.cursor, open: toggleRow(search.open, row.key.id) }, true);
    const detail = (row: PooledKey) => {
        const command = asked[row.key.id];
        return command || open.has(row.key.id) ? (
            <div className={classes.details}>
                {command && (
                    <KeyAnswer
                        provider={pool.providerId}
                        asked={command}
                        onEnd={changed}
                        onClose={() => forget(row.key.id)}
                    />
                )}
                {open.has(row.key.id) && <KeyDetails row={row} />}
            </div>
        ) : null;
    };
    return (
        <div className={classes.keys}>
            {keys.isPending ? (
                <RowsSkeleton rows={6} />
            ) : keys.isError ? (
                <Failure error={keys.error} onRetry={() => void keys.refetch()} />
            ) : (
                <>
                    <Table
                        label={en.pools.keysOf(pool.name)}
                        columns={columnsFor(open, toggle, mayChange ? act : undefined)}
                        rows={keys.data.items}
                        rowKey={(row) => row.key.id}
                        count={rowsInAll(keys.data, search.cursor)}
                        detail={detail}
                    >
                        {keys.data.items.length === 0 && (
                            <NoKeys
                                filtered={isFiltered(search)}
                                onClear={() =>
                                    onSearch({ q: undefined, state: undefined, account: undefined, cursor: undefined })
                                }
                            />
                        )}
                    </Table>
                    {(search.cursor !== undefined || keys.data.next !== null || isFiltered(search)) && (
                        <Pager
                            key={JSON.stringify({ ...query, cursor: null, total: null })}
                            cursor={search.cursor}
                            next={keys.data.next}
                            total={keys.data.total}
                            totalIsAtLeast={keys.data.totalIsAtLeast}
                            onGo={(cursor) => onSearch({ cursor })}
                        />
                    )}
                </>
            )}
            {acting && (
                <KeyDialogs
                    pool={pool}
                    row={acting.row}
                    action={acting.action}
                    onClose={() => setActing(null)}
                    onDone={() => {
                        setActing(null);
                        changed();
                    }}
                />
            )}
        </div>
    );
}

function NoKeys({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
    return filtered ? (
        <Empty
            title={en.pools.noMatch}
            text={en.pools.noMatchText}
            action={
                <Button variant="default" onClick={onClear}>
                    {en.tokens.clearFilters}
                </Button>
            }
        />
    ) : (
        <Empty title={en.pools.noKeys} text={en.pools.noKeysText} />
    );
}
