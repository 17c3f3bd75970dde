import { createFileRoute } from '@tanstack/react-router';
import { TokenPage } from '~/pages/tokens/TokenPage';

export const Route = createFileRoute('/_app/tokens/$token')({ component: OneToken });

function OneToken() {
    const { token } = Route.useParams();
    return <TokenPage key={token} id={token} />;
}
