import { PasswordInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { en } from '~/messages/en';

/** A key itself, or where gateways find it. */
export interface SecretValue {
    readonly kind: 'secret' | 'reference';
    readonly text: string;
}

/** As the API takes it. */
export function secretBody({ kind, text }: SecretValue): { secret: string | null; reference: string | null } {
    const value = text.trim();
    return kind === 'secret' ? { secret: value, reference: null } : { secret: null, reference: value };
}

/** Where a key is entered. */
export function SecretFields({
    value,
    errors,
    onChange,
}: {
    value: SecretValue;
    errors: Record<string, string>;
    onChange: (value: SecretValue) => void;
}) {
    const Input = value.kind === 'secret' ? PasswordInput : TextInput;
    return (
        <Stack gap="sm">
            <SegmentedControl
                size="sm"
                aria-label={en.pools.secretKind}
                data={[
                    { value: 'secret', label: en.pools.secretKinds.secret },
                    { value: 'reference', label: en.pools.secretKinds.reference },
                ]}
                value={value.kind}
                onChange={(kind) => onChange({ kind: kind === 'reference' ? 'reference' : 'secret', text: '' })}
            />
            <Input
                size="md"
                label={en.pools.secretLabels[value.kind]}
                description={en.pools.secretHints[value.kind]}
                value={value.text}
                error={errors.secret ?? errors.reference}
                required
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
            />
        </Stack>
    );
}
