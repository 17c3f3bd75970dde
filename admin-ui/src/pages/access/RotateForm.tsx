import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { installationQuery } from '~/api/session';
import { Banner } from '~/components/Banner';
import { Dialog } from '~/components/Dialog';
import { describe } from '~/components/describe';
import { Form } from '~/components/Form';
import { en } from '~/messages/en';
import { Secret } from './Secret';

/** Replaces the secret of a token, with a time in which both are valid. */
export function RotateForm({
    name,
    secret,
    isDone,
    isPending,
    error,
    onRotate,
    onClose,
}: {
    name: string;
    /** The new one, once it is there. */
    secret: string | null;
    isDone: boolean;
    isPending: boolean;
    error: unknown;
    onRotate: (grace: string) => void;
    onClose: () => void;
}) {
    const { data: installation } = useSuspenseQuery(installationQuery);
    const [grace, setGrace] = useState('P1D');
    return (
        <Dialog size="lg" onClose={onClose} title={en.tokens.rotateTitle(name)} closeOnClickOutside={!isDone}>
            <Form busy={isPending} hasQuestion={isDone} onSubmit={() => onRotate(grace)}>
                <Stack gap="md">
                    {error !== null && error !== undefined && <Banner kind="error">{describe(error)}</Banner>}
                    {isDone ? (
                        <Secret secret={secret ?? ''} gatewayUrl={installation.signedIn?.gatewayUrl ?? null} />
                    ) : (
                        <>
                            <p>{en.tokens.rotateText}</p>
                            <SegmentedControl
                                aria-label={en.tokens.grace}
                                value={grace}
                                onChange={setGrace}
                                data={Object.entries(en.tokens.graces).map(([value, label]) => ({ value, label }))}
                            />
                            <Group justify="flex-end">
                                <Button variant="default" onClick={onClose}>
                                    {en.cancel}
                                </Button>
                                <Button type="submit" loading={isPending}>
                                    {en.tokens.rotate}
                                </Button>
                            </Group>
                        </>
                    )}
                </Stack>
            </Form>
        </Dialog>
    );
}
