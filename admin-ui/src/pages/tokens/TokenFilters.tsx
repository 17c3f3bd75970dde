import { Select } from '@mantine/core';
import { SearchField } from '~/components/SearchField';
import { en } from '~/messages/en';
import classes from './Tokens.module.css';
import type { TokensSearch } from './tokenSearch';

/** What narrows the list of tokens. */
export function TokenFilters({ search, onChange }: { search: TokensSearch; onChange: (change: TokensSearch) => void }) {
    return (
        <search className={classes.bar}>
            <SearchField label={en.tokens.search} text={search.q ?? ''} onSearch={(q) => onChange({ q })} />
            <Select
                size="sm"
                className={classes.select}
                aria-label={en.tokens.status}
                placeholder={en.tokens.anyStatus}
                data={Object.entries(en.tokens.statuses).map(([value, label]) => ({ value, label }))}
                value={search.status ?? null}
                onChange={(status) => onChange({ status: (status ?? undefined) as TokensSearch['status'] })}
                clearable
                clearButtonProps={{ 'aria-label': en.tokens.clearFilter }}
            />
            <Select
                size="sm"
                className={classes.select}
                aria-label={en.tokens.expires}
                placeholder={en.tokens.anyExpiry}
                data={Object.entries(en.tokens.expiresWithin).map(([value, label]) => ({ value, label }))}
                value={search.expires ?? null}
                onChange={(expires) => onChange({ expires: (expires ?? undefined) as TokensSearch['expires'] })}
                clearable
                clearButtonProps={{ 'aria-label': en.tokens.clearFilter }}
            />
        </search>
    );
}
