import { Button, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { api } from '~/api/client';
import { ApiError } from '~/api/problem';
import { Banner } from '~/components/Banner';
import { describe } from '~/components/describe';
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
    return (
        <Modal
            opened
            onClose={onClose}
            title={en.tokens.moveTitle(token.name)}
            closeButtonProps={{ 'aria-label': en.close }}
        >
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
                    <Button
                        disabled={team === null}
                        loading={move.isPending}
                        onClick={() =>
                            move.mutate({ params: { path }, body: { teamId: team?.id ?? '' } }, { onSuccess: onDone })
                        }
                    >
                        {en.tokens.move}
                    </Button>
                </Group>
            </Stack>
        </Modal>
    );
}
