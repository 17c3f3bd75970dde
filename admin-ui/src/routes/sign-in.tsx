import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { createFileRoute, redirect, useRouter } from '@tanstack/react-router';
import { installationQuery, sessionQuery } from '~/api/session';
import { safePath } from '~/app/paths';
import { beginAnew } from '~/app/startPage';
import { Door } from '~/components/Door';
import { SignInForm } from '~/components/SignInForm';
import { en } from '~/messages/en';

export const Route = createFileRoute('/sign-in')({
    validateSearch: (search: Record<string, unknown>): { to?: string } =>
        typeof search.to === 'string' ? { to: search.to } : {},
    loader: async ({ context }) => {
        const [me] = await Promise.all([
            context.queries.ensureQueryData(sessionQuery),
            context.queries.ensureQueryData(installationQuery),
        ]);
        if (me) {
            throw redirect({ to: '/' });
        }
    },
    component: SignInPage,
});

function SignInPage() {
    const { to } = Route.useSearch();
    const { data: installation } = useSuspenseQuery(installationQuery);
    const queries = useQueryClient();
    const router = useRouter();
    const go = async () => {
        queries.clear();
        beginAnew();
        await router.navigate({ href: safePath(to), replace: true });
    };
    return (
        <Door title={en.signIn.title}>
            <SignInForm openIdConnect={installation.openIdConnect} to={safePath(to)} onSignedIn={go} />
        </Door>
    );
}
