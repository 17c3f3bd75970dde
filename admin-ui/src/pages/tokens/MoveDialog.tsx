import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { api } from '~/api/client';
import { ApiError } from '~/api/problem';
import { Banner } from '~/components/Banner';
import { Dialog } from '~/components/Dialog';
import { describe } from '~/components/describe';
import { Form } from '~/components/Form';
import { type NamedChoice, TeamSelect } from '~/components/TeamSelect';
import type { Token } from '~/components/TokenStatus';
import { en } from '~/messages/en';

/** Moves a token to another team of its tenant. */
export function MoveDialog({ token, onClose, onDone }: { token: Token; onClose: () => void; onDone: () => void }) {
    const [team, setTeam] = useState<NamedChoice | null>(null);
    const move = api.useMutation('post', '/api/v1/tenants/{tenant}/teams/{team}/tokens/{token}/move');
    const path = { tenant: token.tenantId, team: token.teamId, token: token.id };
    const fields = move.error instanceof ApiError ? move.error.fields() : {};
    const atField = fields.teamId;
    const submit = () => {
        if (team !== null) {
            move.mutate({ params: { path }, body: { teamId: team.id } }, { onSuccess: onDone });
        }
    };
    return (
        <Dialog onClose={onClose} title={en.tokens.moveTitle(token.name)}>
            <Form busy={move.isPending} onSubmit={submit}>
                <Stack gap="md">
                    {move.isError && atField === undefined && <Banner kind="error">{describe(move.error)}</Banner>}
                    <p>{en.tokens.moveText}</p>
                    <TeamSelect
                        tenant={token.tenantId}
                        without={token.teamId}
                        label={en.tokens.newTeam}
                        chosen={team}
                        error={atField}
                        onChoose={setTeam}
                    />
                    <Group justify="flex-end">
                        <Button variant="default" onClick={onClose}>
                            {en.cancel}
                        </Button>
                        <Button type="submit" disabled={team === null} loading={move.isPending}>
                            {en.tokens.move}
                        </Button>
                    </Group>
                </Stack>
            </Form>
        </Dialog>
    );
}
