import { createFileRoute } from '@tanstack/react-router';
import { api } from '~/api/client';
import { AccessPage } from '~/pages/access/AccessPage';
import { readAccessSearch } from '~/pages/access/accessSearch';

export const Route = createFileRoute('/_app/access')({
    validateSearch: readAccessSearch,
    loader: ({ context }) => void context.queries.prefetchQuery(api.queryOptions('get', '/api/v1/me/tokens')),
    component: () => <AccessPage search={Route.useSearch()} />,
});
