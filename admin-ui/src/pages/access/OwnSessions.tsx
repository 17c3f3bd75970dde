import { Button } from '@mantine/core';
import { api } from '~/api/client';
import type { components } from '~/api/schema';
import { Banner } from '~/components/Banner';
import { describe } from '~/components/describe';
import { Moment } from '~/components/Moment';
import { Section } from '~/components/Page';
import { Failure, RowsSkeleton } from '~/components/states';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import { browserName } from './browserName';

type Session = components['schemas']['SessionView'];

/** Browsers in which the person is signed in. */
export function OwnSessions() {
    const sessions = api.useQuery('get', '/api/v1/me/sessions');
    const end = api.useMutation('delete', '/api/v1/me/sessions/{session}');
    const endOne = async (session: Session) => {
        await end.mutateAsync({ params: { path: { session: session.id } } }).catch(() => {});
        await sessions.refetch();
    };
    const columns: Column<Session>[] = [
        {
            id: 'browser',
            label: en.access.browser,
            cell: (session) => browserName(session.userAgent),
            title: (session) => session.userAgent,
        },
        { id: 'address', label: en.access.address, cell: (session) => session.address },
        { id: 'seen', label: en.access.seen, cell: (session) => <Moment iso={session.seenAt} /> },
        { id: 'expires', label: en.tokens.expires, cell: (session) => <Moment iso={session.expiresAt} /> },
        {
            id: 'actions',
            label: en.table.actions,
            isLabelHidden: true,
            isNumber: true,
            isWhole: true,
            cell: (session) => (
                <Button size="compact-sm" variant="default" onClick={() => void endOne(session)}>
                    {en.access.endSession}
                </Button>
            ),
        },
    ];
    return (
        <Section title={en.access.sessions}>
            {end.isError && <Banner kind="error">{describe(end.error)}</Banner>}
            {sessions.isPending ? (
                <RowsSkeleton />
            ) : sessions.isError ? (
                <Failure error={sessions.error} onRetry={() => void sessions.refetch()} />
            ) : (
                <Table
                    label={en.access.sessions}
                    columns={columns}
                    rows={sessions.data.items}
                    rowKey={(session) => session.id}
                />
            )}
        </Section>
    );
}
