import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '~/api/client';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import { Page, Section } from '~/components/Page';
import { maySomewhere } from '~/components/rights';
import { useScope } from '~/components/shell/useScope';
import { Empty, Failure, RowsSkeleton } from '~/components/states';
import { en } from '~/messages/en';
import { AddKeyDialog } from './AddKeyDialog';
import { AddProviderDialog } from './AddProviderDialog';
import { EditProviderDialog } from './EditProviderDialog';
import { EmptyPools } from './EmptyPools';
import { ImportDialog } from './ImportDialog';
import { type PoolAction, PoolCard } from './PoolCard';
import classes from './Pools.module.css';
import { countAll, countMissing, MOST_POOLS, NO_POOL, type Pool, type PoolsSearch, sortPools } from './poolSearch';
import { poolsQuery } from './poolsQuery';

const REFRESH_MILLIS = 10_000;

type Shown = { readonly action: PoolAction; readonly pool: Pool | undefined } | { readonly action: 'provider' };

/** Keys of all providers: how they stand, and what they served lately. */
export function PoolsPage({ search }: { search: PoolsSearch }) {
    const { roles } = useScope();
    const navigate = useNavigate();
    const [shown, setShown] = useState<Shown | null>(null);
    const pools = useQuery({ ...poolsQuery, placeholderData: keepPreviousData, refetchInterval: REFRESH_MILLIS });
    const mayChange = maySomewhere(roles, 'changePools');
    const all = pools.data?.items ?? [];
    const { used, empty } = sortPools(all);
    const opened =
        search.pool === undefined
            ? used[0]?.slug
            : (used.find((pool) => pool.providerId === search.pool)?.slug ?? search.pool);
    const go = (change: PoolsSearch, replace = false) =>
        void navigate({
            to: '/providers',
            search: (old) => ({ tenant: old.tenant, team: old.team, ...change }),
            resetScroll: false,
            replace,
        });
    const refresh = () => void pools.refetch();
    const done = () => {
        setShown(null);
        refresh();
    };
    return (
        <Page
            title={en.pools.title}
            note={pools.data && summary(used)}
            action={
                mayChange && (
                    <Group gap="sm" wrap="nowrap">
                        <Button variant="default" onClick={() => setShown({ action: 'provider' })}>
                            {en.pools.addProvider}
                        </Button>
                        <Button
                            disabled={all.length === 0}
                            onClick={() => setShown({ action: 'add', pool: used.find((pool) => pool.slug === opened) })}
                        >
                            {en.pools.add}
                        </Button>
                    </Group>
                )
            }
        >
            {pools.isPending ? (
                <RowsSkeleton rows={10} />
            ) : pools.isError ? (
                <Failure error={pools.error} onRetry={refresh} />
            ) : (
                <>
                    {used.length === 0 && (
                        <div className={classes.card}>
                            <Empty
                                title={en.pools.none}
                                text={mayChange ? en.pools.noneText : en.pools.noneTextToRead}
                            />
                        </div>
                    )}
                    {used.length > 0 && (
                        <div className={classes.pools}>
                            {used.map((pool) => (
                                <PoolCard
                                    key={pool.providerId}
                                    pool={pool}
                                    search={pool.slug === opened ? search : {}}
                                    isOpen={pool.slug === opened}
                                    mayChange={mayChange}
                                    onToggle={() => go({ pool: pool.slug === opened ? NO_POOL : pool.slug })}
                                    onSearch={(change, replace) =>
                                        go(
                                            {
                                                ...(pool.slug === opened ? search : {}),
                                                cursor: undefined,
                                                open: undefined,
                                                ...change,
                                                pool: pool.slug,
                                            },
                                            replace,
                                        )
                                    }
                                    onAction={(action) => setShown({ action, pool })}
                                    onChanged={refresh}
                                />
                            ))}
                        </div>
                    )}
                    {empty.length > 0 && (
                        <Section title={en.pools.withoutKeys}>
                            <EmptyPools
                                pools={empty}
                                current={empty.find(
                                    ({ providerId, slug }) => providerId === search.pool || slug === search.pool,
                                )}
                                mayChange={mayChange}
                                onAction={(pool, action) => setShown({ action, pool })}
                            />
                        </Section>
                    )}
                    {pools.data.next !== null && <p className="kw-muted">{en.pools.morePools(MOST_POOLS)}</p>}
                </>
            )}
            {shown?.action === 'provider' && (
                <AddProviderDialog pools={all} onClose={() => setShown(null)} onDone={done} />
            )}
            {shown?.action === 'add' && (
                <AddKeyDialog
                    pools={all.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))}
                    pool={shown.pool}
                    onClose={() => setShown(null)}
                    onDone={(pool) => {
                        done();
                        go({ pool: pool.slug });
                    }}
                />
            )}
            {shown?.action === 'import' && shown.pool && (
                <ImportDialog pool={shown.pool} onClose={() => setShown(null)} onDone={refresh} />
            )}
            {shown?.action === 'edit' && shown.pool && (
                <EditProviderDialog pool={shown.pool} onClose={() => setShown(null)} onDone={done} />
            )}
            {shown?.action === 'delete' && shown.pool && (
                <DeleteProvider pool={shown.pool} onClose={() => setShown(null)} onDone={done} />
            )}
        </Page>
    );
}

/** How many keys there are, and how many of them do not serve. */
function summary(used: readonly Pool[]): string {
    const keys = used.reduce((sum, pool) => sum + countAll(pool.states), 0);
    const missing = used.reduce((sum, pool) => sum + countMissing(pool.states), 0);
    return keys === 0 ? '' : en.pools.summary(keys, used.length, missing);
}

function DeleteProvider({ pool, onClose, onDone }: { pool: Pool; onClose: () => void; onDone: () => void }) {
    const remove = api.useMutation('delete', '/api/v1/providers/{provider}');
    return (
        <ConfirmDialog
            title={en.pools.deleteProviderTitle(pool.name)}
            text={en.pools.deleteProviderText}
            action={en.pools.rowActions.delete}
            phrase={pool.name}
            danger
            isPending={remove.isPending}
            error={remove.error}
            onConfirm={() => remove.mutate({ params: { path: { provider: pool.providerId } } }, { onSuccess: onDone })}
            onClose={onClose}
        />
    );
}
