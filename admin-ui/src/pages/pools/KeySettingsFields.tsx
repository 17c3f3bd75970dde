import { TagsInput } from '@mantine/core';
import { en } from '~/messages/en';
import { CountField } from '~/pages/policy/CountField';
import type { KeyValues } from './keyEdit';
import classes from './Pools.module.css';

type Settings = Pick<KeyValues, 'weight' | 'tier' | 'maxInFlight' | 'allowedModels'>;
type Counted = 'weight' | 'tier' | 'maxInFlight';

const COUNTED: readonly Counted[] = ['weight', 'tier', 'maxInFlight'];

/** How a key is used: weight, tier, cap and models. */
export function KeySettingsFields({
    values,
    errors,
    onChange,
    onWrong,
}: {
    values: Settings;
    errors: Record<string, string>;
    onChange: (change: Partial<Settings>) => void;
    /** Whether what is typed in a field is no number. */
    onWrong: (field: string, isWrong: boolean) => void;
}) {
    const usual = { weight: 1, tier: 0, maxInFlight: null };
    return (
        <>
            <div className={classes.three}>
                {COUNTED.map((field) => (
                    <CountField
                        key={field}
                        label={en.pools.fields[field]}
                        placeholder={en.pools.usual[field]}
                        value={values[field]}
                        isZeroAllowed={field !== 'weight'}
                        error={errors[field]}
                        onChange={(value) => {
                            onWrong(field, value === undefined);
                            if (value !== undefined) {
                                onChange({ [field]: value ?? usual[field] });
                            }
                        }}
                    />
                ))}
            </div>
            <TagsInput
                size="md"
                label={en.pools.fields.allowedModels}
                description={en.pools.modelsHint}
                value={[...values.allowedModels]}
                error={errors.allowedModels}
                acceptValueOnBlur
                splitChars={[',', ' ', '\n']}
                onChange={(allowedModels) => onChange({ allowedModels })}
            />
        </>
    );
}
