import { Button, Checkbox, Group, PasswordInput, SegmentedControl, Stack, Switch, TextInput } from '@mantine/core';
import { ApiError } from '~/api/problem';
import { Banner } from '~/components/Banner';
import { CopyButton } from '~/components/CopyButton';
import { Meter } from '~/components/Meter';
import { Moment } from '~/components/Moment';
import { formatCount, formatMillis, formatShare } from '~/components/numbers';
import { Page, Section } from '~/components/Page';
import { Snippets } from '~/components/Snippets';
import { type State, Status } from '~/components/Status';
import { Empty, Failure, Forbidden, RowsSkeleton } from '~/components/states';
import { Table } from '~/components/Table';
import { en } from '~/messages/en';
import overview from '~/pages/overview/Overview.module.css';
import { Delta, Tile } from '~/pages/overview/Tile';
import { StateBar } from '~/pages/pools/StateBar';
import { Dialogs } from './Dialogs';
import { InLists, OwnFields } from './Lists';

const STATES: readonly State[] = ['ready', 'cooling', 'locked', 'disabled', 'unusable'];
const LONG = 'a name of sixty characters, as the longest names of people are';
const ROWS = [
    { name: 'one', units: 1_240_000 },
    { name: LONG, units: 0 },
];
const UNREACHABLE = new ApiError(0, null);
const REFUSED = new ApiError(409, {
    type: 'about:blank',
    title: 'Conflict with the current state',
    status: 409,
    detail: 'The team has tokens: revoke them first.',
    code: 'conflict',
    errors: [],
    requestId: '0f2c10bf3d128c71',
});

/** Every component in every state, for whoever builds pages of them. */
export function KitPage() {
    return (
        <Page title={en.kit.title} action={<Button>{en.kit.primary}</Button>}>
            <Section title={en.kit.buttons}>
                <Group>
                    <Button>{en.kit.primary}</Button>
                    <Button variant="default">{en.kit.secondary}</Button>
                    <Button loading>{en.kit.primary}</Button>
                    <Button disabled>{en.kit.disabled}</Button>
                    <Button color="danger">{en.kit.danger}</Button>
                    <CopyButton text={en.product} />
                </Group>
            </Section>
            <Section title={en.kit.fields}>
                <Stack maw={640}>
                    <TextInput label={en.kit.field} description={en.kit.hint} defaultValue={LONG} />
                    <TextInput label={en.kit.fieldWithError} error={en.kit.error} />
                    <TextInput label={en.kit.disabled} disabled />
                    <PasswordInput label={en.signIn.password} />
                    <Checkbox label={en.kit.checkbox} />
                    <Switch label={en.kit.toggle} defaultChecked />
                    <SegmentedControl data={[en.kit.primary, en.kit.secondary]} aria-label={en.kit.choice} />
                </Stack>
                <OwnFields />
            </Section>
            <Section title={en.kit.dialogs}>
                <Dialogs failure={REFUSED} />
            </Section>
            <Section title={en.kit.lists}>
                <InLists />
            </Section>
            <Section title={en.kit.messages}>
                <Banner kind="info">{en.kit.hint}</Banner>
                <Banner kind="warning">{en.tokens.shownOnce}</Banner>
                <Banner kind="error">{en.kit.error}</Banner>
            </Section>
            <Section title={en.kit.states}>
                <Group>
                    {STATES.map((state) => (
                        <Status key={state} state={state}>
                            {en.kit.stateNames[state]}
                        </Status>
                    ))}
                    <Moment iso="2026-11-12T14:03:00Z" />
                </Group>
            </Section>
            <Section title={en.kit.counts}>
                <StateBar states={{ ready: 60, cooling: 5, locked: 3, disabled: 2, unusable: 1 }} />
                <StateBar states={{ ready: 1, cooling: 0, locked: 0, disabled: 0, unusable: 0 }} />
            </Section>
            <Section title={en.kit.figures}>
                <div className={overview.tiles}>
                    <Tile
                        label={en.overview.requests}
                        figure={formatCount(1_240_000)}
                        delta={<Delta share={0.18} span={{ range: '7d' }} judged="neither" />}
                        values={[3, 5, 4, null, 6, 8, 2]}
                        isUnfinished
                    />
                    <Tile
                        label={en.overview.errorShare}
                        figure={formatShare(0.0123)}
                        delta={<Delta share={0.4} span={{ range: '7d' }} judged="lower" />}
                        values={[1, 1, 2, 3]}
                        isUnfinished={false}
                    />
                    <Tile
                        label={en.overview.firstByte}
                        figure={formatMillis(840)}
                        delta={<Delta share={-0.12} span={{ range: null }} judged="lower" />}
                        values={[4, 3, 3, 2]}
                        isUnfinished={false}
                    />
                    <Tile
                        label={LONG}
                        figure="–"
                        delta={<Delta share={null} span={{ range: '24h' }} judged="neither" />}
                        values={[]}
                        isUnfinished={false}
                    >
                        <Meter label={en.overview.budgets} used={92} held={4} whole={100} />
                    </Tile>
                </div>
            </Section>
            <Section title={en.kit.table}>
                <Table
                    label={en.kit.table}
                    columns={[
                        { id: 'name', label: en.tokens.name, cell: (row) => row.name, title: (row) => row.name },
                        {
                            id: 'units',
                            label: en.kit.units,
                            isNumber: true,
                            cell: (row) => row.units.toLocaleString('en'),
                        },
                    ]}
                    rows={ROWS}
                    rowKey={(row) => row.name}
                />
                <Table label={en.kit.emptyTable} columns={[]} rows={[]} rowKey={String}>
                    <Empty title={en.tokens.empty} text={en.tokens.emptyText} />
                </Table>
                <RowsSkeleton />
            </Section>
            <Section title={en.kit.failures}>
                <Failure error={UNREACHABLE} onRetry={() => {}} />
                <Failure error={REFUSED} onRetry={() => {}} />
                <Forbidden />
            </Section>
            <Section title={en.access.firstCall}>
                <Snippets gatewayUrl="https://llm.example.com" token="kwy_…" />
            </Section>
        </Page>
    );
}
