import { useSuspenseQuery } from '@tanstack/react-query';
import { createFileRoute, redirect } from '@tanstack/react-router';
import { sessionQuery } from '~/api/session';
import { Door } from '~/components/Door';
import { PasswordForm } from '~/components/PasswordForm';
import { SignInAgain } from '~/components/SignInAgain';
import { en } from '~/messages/en';

export const Route = createFileRoute('/password')({
    loader: async ({ context }) => {
        const me = await context.queries.ensureQueryData(sessionQuery);
        if (!me) {
            throw redirect({ to: '/sign-in' });
        }
    },
    component: PasswordPage,
});

function PasswordPage() {
    const { data: me } = useSuspenseQuery(sessionQuery);
    return (
        <>
            <Door title={en.password.title}>
                <PasswordForm isDue={me?.passwordDue ?? false} />
            </Door>
            <SignInAgain />
        </>
    );
}
