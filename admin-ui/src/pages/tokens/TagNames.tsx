import { Button, Group, TagsInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '~/api/client';
import { Banner } from '~/components/Banner';
import { ConflictBanner } from '~/components/ConflictBanner';
import { describe } from '~/components/describe';
import { Form } from '~/components/Form';
import type { Tenant } from '~/components/shell/useScope';
import { Empty } from '~/components/states';
import { type Edited, useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';
import classes from './Tokens.module.css';

interface Values {
    readonly tagNames: string[];
}

function edited(tenant: Tenant): Edited<Values> {
    return { values: { tagNames: tenant.tagNames }, version: tenant.version };
}

/** Names of the tags that requests of a tenant may carry. */
export function TagNames({ tenant, mayChange }: { tenant: Tenant; mayChange: boolean }) {
    return mayChange ? (
        <TagForm tenant={tenant} />
    ) : tenant.tagNames.length === 0 ? (
        <Empty title={en.tags.none} text={en.tags.text} />
    ) : (
        <div className={classes.stack}>
            <p className="kw-muted">{en.tags.text}</p>
            <ul>
                {tenant.tagNames.map((name) => (
                    <li key={name}>
                        <code>{name}</code>
                    </li>
                ))}
            </ul>
        </div>
    );
}

function TagForm({ tenant }: { tenant: Tenant }) {
    const queries = useQueryClient();
    const [saved, setSaved] = useState(false);
    const path = { tenant: tenant.id };
    const edit = useEdit<Values>({
        initial: edited(tenant),
        read: async () => edited((await client.GET('/api/v1/tenants/{tenant}', { params: { path } })).data as Tenant),
        save: async (version, changed) => {
            const { data } = await client.PATCH('/api/v1/tenants/{tenant}', {
                params: { path, header: { 'If-Match': `"${version}"` } },
                body: changed,
            });
            return edited(data as Tenant);
        },
        onDone: () => {
            setSaved(true);
            void queries.invalidateQueries({ queryKey: ['tenant'] });
        },
    });
    const error =
        edit.errors.tagNames ?? Object.entries(edit.errors).find(([name]) => name.startsWith('tagNames'))?.[1];
    return (
        <Form
            className={classes.narrow}
            busy={edit.busy}
            hasQuestion={edit.conflict !== null}
            onSubmit={() => void edit.submit()}
        >
            {edit.conflict && (
                <ConflictBanner
                    conflict={edit.conflict}
                    labels={{ tagNames: en.tags.names }}
                    show={(value) => (Array.isArray(value) && value.join(', ')) || en.policy.nothing}
                    onReload={edit.reload}
                    onAgain={() => void edit.again()}
                />
            )}
            {edit.error !== null && error === undefined && <Banner kind="error">{describe(edit.error)}</Banner>}
            <TagsInput
                size="md"
                label={en.tags.names}
                description={en.tags.text}
                value={edit.values.tagNames}
                error={error}
                acceptValueOnBlur
                splitChars={[',', ' ']}
                onChange={(tagNames) => {
                    setSaved(false);
                    edit.set({ tagNames });
                }}
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
    );
}
