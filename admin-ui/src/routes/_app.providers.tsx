import { createFileRoute } from '@tanstack/react-router';
import { PoolsPage } from '~/pages/pools/PoolsPage';
import { readPoolsSearch } from '~/pages/pools/poolSearch';

export const Route = createFileRoute('/_app/providers')({
    validateSearch: readPoolsSearch,
    component: () => <PoolsPage search={Route.useSearch()} />,
});
