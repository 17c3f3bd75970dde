import { createFileRoute } from '@tanstack/react-router';
import { PoolsPage } from '~/pages/pools/PoolsPage';
import { readPoolsSearch } from '~/pages/pools/poolSearch';
import { poolsQuery } from '~/pages/pools/poolsQuery';

export const Route = createFileRoute('/_app/providers')({
    validateSearch: readPoolsSearch,
    loader: ({ context }) => void context.queries.prefetchQuery(poolsQuery),
    component: () => <PoolsPage search={Route.useSearch()} />,
});
