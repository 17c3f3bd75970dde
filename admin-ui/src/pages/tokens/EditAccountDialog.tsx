import { Select, Switch, TextInput } from '@mantine/core';
import { client } from '~/api/client';
import type { components } from '~/api/schema';
import { EditDialog, showValue } from '~/components/EditDialog';
import { type Edited, useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';
import { ROLES } from './MemberTable';

type Account = components['schemas']['ServiceAccountView'];
const ACCOUNT = '/api/v1/tenants/{tenant}/teams/{team}/service-accounts/{serviceAccount}';

interface Values {
    readonly name: string;
    readonly role: Account['role'];
    readonly disabled: boolean;
}

function edited({ name, role, disabledAt, version }: Account): Edited<Values> {
    return { values: { name, role, disabled: disabledAt !== null }, version };
}

function show(value: unknown): string {
    return en.roles[value as Account['role']] ?? showValue(value, en.policy.nothing);
}

/** Changes a service account, or takes it out of use. */
export function EditAccountDialog({
    account,
    onClose,
    onDone,
}: {
    account: Account;
    onClose: () => void;
    onDone: () => void;
}) {
    const path = { tenant: account.tenantId, team: account.teamId, serviceAccount: account.id };
    const edit = useEdit<Values>({
        initial: edited(account),
        read: async () => edited((await client.GET(ACCOUNT, { params: { path } })).data as Account),
        save: async (version, changed) => {
            await client.PATCH(ACCOUNT, {
                params: { path, header: { 'If-Match': `"${version}"` } },
                body: changed,
            });
            return undefined;
        },
        onDone,
    });
    return (
        <EditDialog
            title={en.accounts.editTitle(account.name)}
            edit={edit}
            labels={en.accounts.fields}
            show={show}
            onClose={onClose}
        >
            <TextInput
                label={en.accounts.fields.name}
                required
                withAsterisk={false}
                maxLength={120}
                data-autofocus
                value={edit.values.name}
                error={edit.errors.name}
                onChange={(event) => edit.set({ name: event.currentTarget.value })}
            />
            <Select
                size="md"
                label={en.accounts.fields.role}
                data={ROLES}
                value={edit.values.role}
                allowDeselect={false}
                error={edit.errors.role}
                onChange={(role) => edit.set({ role: role as Account['role'] })}
            />
            <Switch
                label={en.accounts.fields.disabled}
                description={en.accounts.disableHint}
                checked={edit.values.disabled}
                onChange={(event) => edit.set({ disabled: event.currentTarget.checked })}
            />
        </EditDialog>
    );
}
