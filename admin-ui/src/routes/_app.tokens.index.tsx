import { createFileRoute } from '@tanstack/react-router';
import { TokensPage } from '~/pages/tokens/TokensPage';
import { readTokensSearch } from '~/pages/tokens/tokenSearch';

export const Route = createFileRoute('/_app/tokens/')({
    validateSearch: readTokensSearch,
    component: () => <TokensPage search={Route.useSearch()} />,
});
