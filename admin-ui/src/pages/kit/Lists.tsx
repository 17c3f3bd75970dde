import { Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { LabelsField } from '~/components/LabelsField';
import type { Labels } from '~/components/labels';
import { Origin } from '~/components/Origin';
import { Pager } from '~/components/Pager';
import { SearchField } from '~/components/SearchField';
import { TeamSelect } from '~/components/TeamSelect';
import { Toggle } from '~/components/Toggle';
import { type Token, TokenStatus } from '~/components/TokenStatus';
import { en } from '~/messages/en';

const STATUSES: readonly Token['status'][] = ['ACTIVE', 'PENDING', 'BLOCKED', 'EXPIRED', 'REVOKED'];
const ORIGINS = ['gateway', 'provider', 'client'];
const TEAM = { id: 'research', name: 'Research' };
const LAST = 3;
const ROWS = 150;

/** What stands in lists and beside them. */
export function InLists() {
    const [cursor, setCursor] = useState<string | undefined>();
    const [isOpen, setOpen] = useState(true);
    const page = Number(cursor ?? 1);
    return (
        <Stack>
            <Group>
                {STATUSES.map((status) => (
                    <TokenStatus key={status} status={status} />
                ))}
                {ORIGINS.map((origin) => (
                    <Origin key={origin} origin={origin} />
                ))}
            </Group>
            <Group>
                <SearchField label={en.tokens.search} text="" onSearch={() => {}} />
                <SearchField short label={en.requests.askedModel} text="fast" onSearch={() => {}} />
                <Toggle name={en.kit.table} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
            </Group>
            <Pager
                cursor={cursor}
                next={page < LAST ? String(page + 1) : null}
                total={ROWS}
                totalIsAtLeast
                onGo={setCursor}
            />
        </Stack>
    );
}

/** Fields of the product's own kind. */
export function OwnFields() {
    const [labels, setLabels] = useState<Labels>({ 'cost-centre': '4711' });
    return (
        <Stack maw={640}>
            <LabelsField labels={labels} errors={{}} onChange={setLabels} />
            <LabelsField labels={labels} errors={{ labels: en.kit.error }} onChange={setLabels} />
            <TeamSelect tenant={undefined} label={en.tokens.team} chosen={TEAM} onChoose={() => {}} />
            <TeamSelect
                tenant={undefined}
                label={en.tokens.newTeam}
                chosen={null}
                error={en.kit.error}
                onChoose={() => {}}
            />
        </Stack>
    );
}
