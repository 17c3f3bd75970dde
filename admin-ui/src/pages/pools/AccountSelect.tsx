import { Select } from '@mantine/core';
import { api } from '~/api/client';
import { describe } from '~/components/describe';
import { en } from '~/messages/en';

const MOST = 200;

/** Choice of an account of a provider, or none. */
export function AccountSelect({
    provider,
    chosen,
    error,
    onChoose,
}: {
    provider: string;
    chosen: string | null;
    error?: string | undefined;
    onChoose: (account: string | null) => void;
}) {
    const accounts = api.useQuery('get', '/api/v1/providers/{provider}/accounts', {
        params: { path: { provider }, query: { limit: MOST } },
    });
    return (
        <Select
            size="md"
            label={en.pools.account}
            description={en.pools.accountHint}
            placeholder={en.pools.none}
            data={(accounts.data?.items ?? []).map((account) => ({ value: account.id, label: account.name }))}
            value={chosen}
            error={error ?? (accounts.isError ? describe(accounts.error) : undefined)}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': en.tokens.clearFilter }}
            nothingFoundMessage={accounts.isFetching ? en.loading : en.pools.noAccount}
            onChange={onChoose}
        />
    );
}
