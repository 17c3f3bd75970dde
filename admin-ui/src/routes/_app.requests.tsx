import { createFileRoute } from '@tanstack/react-router';
import { RequestsPage } from '~/pages/requests/RequestsPage';
import { readRequestsSearch } from '~/pages/requests/requestSearch';

export const Route = createFileRoute('/_app/requests')({
    validateSearch: readRequestsSearch,
    component: () => <RequestsPage search={Route.useSearch()} />,
});
