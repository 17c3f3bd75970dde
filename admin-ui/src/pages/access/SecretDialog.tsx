import { Button, Stack } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { api } from '~/api/client';
import type { components } from '~/api/schema';
import { installationQuery } from '~/api/session';
import { Banner } from '~/components/Banner';
import { Dialog } from '~/components/Dialog';
import { describe } from '~/components/describe';
import { en } from '~/messages/en';
import { Secret } from './Secret';

/** Shows the secret of a token for the first and only time. */
export function SecretDialog({ token, onClose }: { token: components['schemas']['TokenView']; onClose: () => void }) {
    const { data: installation } = useSuspenseQuery(installationQuery);
    const reveal = api.useMutation('post', '/api/v1/me/tokens/{token}/reveal');
    return (
        <Dialog
            size="lg"
            onClose={onClose}
            title={en.tokens.revealTitle(token.name)}
            closeOnClickOutside={!reveal.isSuccess}
        >
            <Stack gap="md">
                {reveal.isError && <Banner kind="error">{describe(reveal.error)}</Banner>}
                {reveal.data ? (
                    <Secret secret={reveal.data.secret ?? ''} gatewayUrl={installation.signedIn?.gatewayUrl ?? null} />
                ) : (
                    <>
                        <p>{en.tokens.shownOnce}</p>
                        <Button
                            loading={reveal.isPending}
                            onClick={() => reveal.mutate({ params: { path: { token: token.id } } })}
                        >
                            {en.tokens.reveal}
                        </Button>
                    </>
                )}
            </Stack>
        </Dialog>
    );
}
