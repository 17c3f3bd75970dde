import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '~/api/client';
import { Banner } from '~/components/Banner';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import { ConflictBanner } from '~/components/ConflictBanner';
import { describe } from '~/components/describe';
import { Form } from '~/components/Form';
import { LabelsField } from '~/components/LabelsField';
import { type Labels, labelPatch } from '~/components/labels';
import type { Team, Tenant } from '~/components/shell/useScope';
import { type Edited, useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';
import classes from './Tokens.module.css';
import { showTokenValue } from './useTokenEdit';

interface Values {
    readonly name: string;
    readonly description: string;
    readonly blocked: boolean;
    readonly labels: Labels;
    /** Of a tenant; empty for a team. */
    readonly zone: string;
}

type Kind = 'tenant' | 'team';

function edited(of: Tenant | Team): Edited<Values> {
    return {
        values: {
            name: of.name,
            description: of.description,
            blocked: of.blockedAt !== null,
            labels: of.labels,
            zone: 'zone' in of ? of.zone : '',
        },
        version: of.version,
    };
}

async function read(tenant: Tenant, team: Team | undefined): Promise<Edited<Values>> {
    if (team) {
        const path = { tenant: tenant.id, team: team.id };
        return edited((await client.GET('/api/v1/tenants/{tenant}/teams/{team}', { params: { path } })).data as Team);
    }
    const path = { tenant: tenant.id };
    return edited((await client.GET('/api/v1/tenants/{tenant}', { params: { path } })).data as Tenant);
}

async function save(
    tenant: Tenant,
    team: Team | undefined,
    version: number,
    { labels, ...changed }: Partial<Values>,
    before: Values,
): Promise<Edited<Values>> {
    const body = { ...changed, ...(labels && { labels: labelPatch(before.labels, labels) }) };
    const header = { 'If-Match': `"${version}"` };
    if (team) {
        const path = { tenant: tenant.id, team: team.id };
        const { data } = await client.PATCH('/api/v1/tenants/{tenant}/teams/{team}', {
            params: { path, header },
            body,
        });
        return edited(data as Team);
    }
    const path = { tenant: tenant.id };
    const { data } = await client.PATCH('/api/v1/tenants/{tenant}', { params: { path, header }, body });
    return edited(data as Tenant);
}

/** Name and description of a tenant or a team; blocks it, or deletes it. */
export function ScopeSettings({ tenant, team }: { tenant: Tenant; team: Team | undefined }) {
    const queries = useQueryClient();
    const navigate = useNavigate();
    const kind: Kind = team ? 'team' : 'tenant';
    const [saved, setSaved] = useState(false);
    const [asks, setAsks] = useState<'block' | 'delete' | null>(null);
    const done = async () => {
        setSaved(true);
        setAsks(null);
        // An address that has the name would lead nowhere once that is another.
        const scope = { tenant: tenant.id, team: team?.id };
        await navigate({ to: '/tokens', search: (old) => ({ ...old, ...scope }), replace: true });
        void queries.invalidateQueries();
    };
    const edit = useEdit<Values>({
        initial: edited(team ?? tenant),
        read: () => read(tenant, team),
        save: (version, changed, _, before) => save(tenant, team, version, changed, before),
        onDone: () => void done(),
    });
    const change = (values: Partial<Values>) => {
        setSaved(false);
        edit.set(values);
    };
    const isBlocked = (team ?? tenant).blockedAt !== null;
    return (
        <div className={classes.narrow}>
            <Form
                className={classes.form}
                busy={edit.busy}
                hasQuestion={edit.conflict !== null}
                onSubmit={() => void edit.submit()}
            >
                {edit.conflict && (
                    <ConflictBanner
                        conflict={edit.conflict}
                        labels={en.scopeSettings.fields}
                        show={showTokenValue}
                        onReload={edit.reload}
                        onAgain={() => void edit.again()}
                    />
                )}
                {edit.error !== null && Object.keys(edit.errors).length === 0 && (
                    <Banner kind="error">{describe(edit.error)}</Banner>
                )}
                <TextInput
                    label={en.scopeSettings.fields.name}
                    required
                    withAsterisk={false}
                    maxLength={120}
                    value={edit.values.name}
                    error={edit.errors.name}
                    onChange={(event) => change({ name: event.currentTarget.value })}
                />
                <Textarea
                    label={en.scopeSettings.fields.description}
                    autosize
                    minRows={2}
                    maxLength={2000}
                    value={edit.values.description}
                    error={edit.errors.description}
                    onChange={(event) => change({ description: event.currentTarget.value })}
                />
                {kind === 'tenant' && (
                    <TextInput
                        label={en.scopeSettings.fields.zone}
                        description={en.tenants.zoneHint}
                        required
                        withAsterisk={false}
                        value={edit.values.zone}
                        error={edit.errors.zone}
                        onChange={(event) => change({ zone: event.currentTarget.value })}
                    />
                )}
                <LabelsField
                    labels={edit.values.labels}
                    errors={edit.errors}
                    onChange={(labels) => change({ labels })}
                />
                <Group>
                    <Button type="submit" loading={edit.busy} disabled={edit.conflict !== null}>
                        {en.save}
                    </Button>
                    <span role="status" className="kw-muted">
                        {saved && en.saved}
                    </span>
                </Group>
            </Form>
            <section className={classes.stack} aria-labelledby="danger">
                <h2 id="danger">{en.scopeSettings.stop[kind]}</h2>
                <p className="kw-muted">{en.scopeSettings.stopText[kind]}</p>
                <Group>
                    <Button variant="default" onClick={() => setAsks('block')}>
                        {isBlocked ? en.tokens.unblock : en.tokens.block}
                    </Button>
                    <Button variant="default" onClick={() => setAsks('delete')}>
                        {en.scopeSettings.remove[kind]}
                    </Button>
                </Group>
            </section>
            {asks === 'block' && (
                <ConfirmDialog
                    title={en.scopeSettings.blockTitle(edit.values.name, isBlocked)}
                    text={isBlocked ? en.scopeSettings.unblockText[kind] : en.scopeSettings.blockText[kind]}
                    action={isBlocked ? en.tokens.unblock : en.tokens.block}
                    isPending={edit.busy}
                    error={edit.error}
                    onConfirm={() => void edit.submit({ ...edited(team ?? tenant).values, blocked: !isBlocked })}
                    onClose={() => setAsks(null)}
                />
            )}
            {asks === 'delete' && <DeleteDialog tenant={tenant} team={team} onClose={() => setAsks(null)} />}
        </div>
    );
}

function DeleteDialog({ tenant, team, onClose }: { tenant: Tenant; team: Team | undefined; onClose: () => void }) {
    const queries = useQueryClient();
    const navigate = useNavigate();
    const [error, setError] = useState<unknown>(null);
    const [busy, setBusy] = useState(false);
    const kind: Kind = team ? 'team' : 'tenant';
    const name = (team ?? tenant).name;
    const confirm = async () => {
        setBusy(true);
        setError(null);
        try {
            if (team) {
                await client.DELETE('/api/v1/tenants/{tenant}/teams/{team}', {
                    params: { path: { tenant: tenant.id, team: team.id }, query: { revokeTokens: true } },
                });
            } else {
                await client.DELETE('/api/v1/tenants/{tenant}', { params: { path: { tenant: tenant.id } } });
            }
            await navigate({
                to: '/tokens',
                search: team
                    ? { tenant: tenant.id, team: undefined, tab: 'teams' }
                    : { tenant: undefined, team: undefined, tab: 'tenants' },
            });
            void queries.invalidateQueries();
        } catch (failure) {
            setError(failure);
            setBusy(false);
        }
    };
    return (
        <ConfirmDialog
            title={en.scopeSettings.deleteTitle(name)}
            text={en.scopeSettings.deleteText[kind]}
            action={en.scopeSettings.remove[kind]}
            phrase={name}
            danger
            isPending={busy}
            error={error}
            onConfirm={() => void confirm()}
            onClose={onClose}
        />
    );
}
