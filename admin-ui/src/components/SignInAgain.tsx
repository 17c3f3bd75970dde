import { Button, Modal, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { onSessionEnd } from '~/api/fetch';
import { type Installation, installationQuery, type Me, readSession, sessionQuery } from '~/api/session';
import { en } from '~/messages/en';
import { Banner } from './Banner';
import { SignInForm } from './SignInForm';

/** Dialog that opens over the page when the session has ended; it is there while somebody is signed in. What waits for it goes on after sign-in. */
export function SignInAgain() {
    const queries = useQueryClient();
    const [open, setOpen] = useState(false);
    const [another, setAnother] = useState(false);
    const pending = useRef<{ promise: Promise<void>; resolve: () => void } | null>(null);

    const ask = useCallback(() => {
        if (!pending.current) {
            let resolve = () => {};
            const promise = new Promise<void>((done) => {
                resolve = done;
            });
            pending.current = { promise, resolve };
            setOpen(true);
        }
        return pending.current.promise;
    }, []);

    useEffect(() => {
        onSessionEnd(ask);
        return () => onSessionEnd(null);
    }, [ask]);

    const signedIn = async () => {
        const before = queries.getQueryData<Me | null>(sessionQuery.queryKey);
        const now = await readSession();
        if (!now || before?.id !== now.id) {
            setAnother(true);
            return;
        }
        setOpen(false);
        pending.current?.resolve();
        pending.current = null;
        await queries.invalidateQueries();
    };

    const installation = queries.getQueryData<Installation>(installationQuery.queryKey);
    return (
        <Modal opened={open} onClose={() => {}} withCloseButton={false} title={en.signIn.sessionEnded}>
            <Stack gap="md">
                {another ? (
                    <>
                        <Banner kind="error">{en.signIn.anotherPerson}</Banner>
                        <Button onClick={() => window.location.reload()}>{en.signIn.reload}</Button>
                    </>
                ) : (
                    <>
                        <p>{en.signIn.sessionEndedText}</p>
                        <SignInForm
                            openIdConnect={installation?.openIdConnect ?? false}
                            to={window.location.pathname + window.location.search}
                            onSignedIn={signedIn}
                        />
                    </>
                )}
            </Stack>
        </Modal>
    );
}
