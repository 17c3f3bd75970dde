import { createFileRoute } from '@tanstack/react-router';
import { oneTokenQuery } from '~/pages/tokens/oneToken';
import { TokenPage } from '~/pages/tokens/TokenPage';

export const Route = createFileRoute('/_app/tokens/$token')({
    loader: ({ context, params }) => void context.queries.prefetchQuery(oneTokenQuery(params.token)),
    component: OneToken,
});

function OneToken() {
    const { token } = Route.useParams();
    return <TokenPage key={token} id={token} />;
}
