import { Select } from '@mantine/core';
import { SearchField } from '~/components/SearchField';
import { en } from '~/messages/en';
import classes from './Pools.module.css';
import type { Pool, PoolsSearch } from './poolSearch';

/** What narrows the keys of a pool, beside their states. */
export function KeyFilters({
    pool,
    search,
    onSearch,
}: {
    pool: Pool;
    search: PoolsSearch;
    onSearch: (change: PoolsSearch) => void;
}) {
    const accounts = pool.accounts.filter((account) => account.accountId !== null);
    return (
        <search className={classes.bar}>
            {accounts.length > 0 && (
                <Select
                    size="sm"
                    className={classes.select}
                    aria-label={en.pools.account}
                    placeholder={en.pools.anyAccount}
                    data={accounts.map((account) => ({ value: account.accountId ?? '', label: account.name ?? '' }))}
                    value={search.account ?? null}
                    clearable
                    clearButtonProps={{ 'aria-label': en.tokens.clearFilter }}
                    onChange={(account) => onSearch({ account: account ?? undefined })}
                />
            )}
            <SearchField label={en.pools.search} text={search.q ?? ''} onSearch={(q) => onSearch({ q })} />
        </search>
    );
}
