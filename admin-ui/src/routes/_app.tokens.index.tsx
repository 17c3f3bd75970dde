import { createFileRoute } from '@tanstack/react-router';
import { api } from '~/api/client';
import { installationQuery } from '~/api/session';
import { idsOf, readScope, scopeFor } from '~/components/shell/scope';
import { TokensPage } from '~/pages/tokens/TokensPage';
import { readTokensSearch, tokenQuery } from '~/pages/tokens/tokenSearch';

export const Route = createFileRoute('/_app/tokens/')({
    validateSearch: readTokensSearch,
    loader: async ({ context, location }) => {
        const search = location.search as Record<string, unknown>;
        const { tab = 'tokens', ...list } = readTokensSearch(search);
        const { signedIn } = await context.queries.ensureQueryData(installationQuery);
        const ids = idsOf(scopeFor(readScope(search), signedIn?.roles ?? []));
        if (tab === 'tokens' && ids !== null) {
            const query = tokenQuery(list, ids);
            void context.queries.prefetchQuery(api.queryOptions('get', '/api/v1/tokens', { params: { query } }));
        }
    },
    component: () => <TokensPage search={Route.useSearch()} />,
});
