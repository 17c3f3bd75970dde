import { Textarea, TextInput } from '@mantine/core';
import { EditDialog } from '~/components/EditDialog';
import { LabelsField } from '~/components/LabelsField';
import type { Token } from '~/components/TokenStatus';
import { en } from '~/messages/en';
import { showTokenValue, useTokenEdit } from './useTokenEdit';

const DATE_LENGTH = 10;

/** Changes the name, the description, the expiry and the labels of a token. */
export function EditTokenDialog({ token, onClose, onDone }: { token: Token; onClose: () => void; onDone: () => void }) {
    const edit = useTokenEdit(token, onDone);
    return (
        <EditDialog
            title={en.tokens.editTitle(token.name)}
            edit={edit}
            labels={en.tokens.fields}
            show={showTokenValue}
            onClose={onClose}
        >
            <TextInput
                label={en.tokens.fields.name}
                required
                withAsterisk={false}
                maxLength={120}
                value={edit.values.name}
                error={edit.errors.name}
                onChange={(event) => edit.set({ name: event.currentTarget.value })}
                data-autofocus
            />
            <Textarea
                label={en.tokens.fields.description}
                autosize
                minRows={2}
                maxLength={2000}
                value={edit.values.description}
                error={edit.errors.description}
                onChange={(event) => edit.set({ description: event.currentTarget.value })}
            />
            <TextInput
                type="date"
                label={en.tokens.fields.expiresAt}
                description={en.tokens.expiryHint}
                value={edit.values.expiresAt?.slice(0, DATE_LENGTH) ?? ''}
                error={edit.errors.expiresAt}
                onChange={(event) => {
                    const date = event.currentTarget.value;
                    edit.set({ expiresAt: date === '' ? null : `${date}T23:59:59Z` });
                }}
            />
            <LabelsField labels={edit.values.labels} errors={edit.errors} onChange={(labels) => edit.set({ labels })} />
        </EditDialog>
    );
}
