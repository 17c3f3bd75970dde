import { useState } from 'react';
import { EditDialog } from '~/components/EditDialog';
import { ModelsInput } from '~/components/ModelsInput';
import { type Edited, useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';
import { CountField } from './CountField';
import { ListField } from './ListField';
import classes from './Policy.module.css';
import { type Limits, levelOf, patchLimits, readLimits, type Target } from './policyApi';

interface Values {
    readonly requestsPerMinute: number | null;
    readonly tokensPerMinute: number | null;
    readonly concurrentRequests: number | null;
    readonly allowedModels: string[] | null;
    readonly allowedAddresses: string[] | null;
}

const RATES = ['requestsPerMinute', 'tokensPerMinute', 'concurrentRequests'] as const;

function edited(limits: Limits): Edited<Values> {
    const { requestsPerMinute, tokensPerMinute, concurrentRequests, allowedModels, allowedAddresses, version } = limits;
    return {
        values: { requestsPerMinute, tokensPerMinute, concurrentRequests, allowedModels, allowedAddresses },
        version,
    };
}

function show(value: unknown): string {
    return value === null
        ? en.policy.noLimit
        : Array.isArray(value)
          ? value.join(', ') || en.policy.nothing
          : String(value);
}

/** Changes the limits of one level. */
export function LimitsDialog({
    target,
    limits,
    onClose,
    onDone,
}: {
    target: Target;
    limits: Limits;
    onClose: () => void;
    onDone: () => void;
}) {
    const edit = useEdit<Values>({
        initial: edited(limits),
        read: async () => edited(await readLimits(target)),
        save: async (version, changed) => edited(await patchLimits(target, version, changed)),
        onDone,
    });
    const [wrong, setWrong] = useState<readonly string[]>([]);
    return (
        <EditDialog
            title={en.policy.editLimitsOf[levelOf(target)]}
            size="lg"
            edit={edit}
            labels={en.policy.rates}
            show={show}
            onSubmit={() => wrong.length === 0 && void edit.submit()}
            onClose={onClose}
        >
            <div className={classes.three}>
                {RATES.map((rate) => (
                    <CountField
                        key={rate}
                        label={en.policy.rates[rate]}
                        value={edit.values[rate]}
                        error={edit.errors[rate]}
                        onChange={(value) => {
                            const others = wrong.filter((one) => one !== rate);
                            setWrong(value === undefined ? [...others, rate] : others);
                            if (value !== undefined) {
                                edit.set({ [rate]: value });
                            }
                        }}
                    />
                ))}
            </div>
            <ListField
                label={en.policy.rates.allowedModels}
                only={en.policy.onlyModels}
                hint={en.policy.modelsHint}
                values={edit.values.allowedModels}
                error={edit.errors.allowedModels}
                Input={ModelsInput}
                onChange={(allowedModels) => edit.set({ allowedModels })}
            />
            <ListField
                label={en.policy.rates.allowedAddresses}
                only={en.policy.onlyAddresses}
                hint={en.policy.addressesHint}
                values={edit.values.allowedAddresses}
                error={edit.errors.allowedAddresses}
                onChange={(allowedAddresses) => edit.set({ allowedAddresses })}
            />
        </EditDialog>
    );
}
