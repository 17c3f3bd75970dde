import { Button, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog } from '~/components/ConfirmDialog';
import { EditDialog } from '~/components/EditDialog';
import { formatDollars } from '~/components/numbers';
import { type Edited, useEdit } from '~/components/useEdit';
import { en } from '~/messages/en';
import { type Budget, createBudget, deleteBudget, patchBudget, readBudget, type Target } from './policyApi';

type Period = Budget['period'];

interface Values {
    readonly amount: string;
    readonly hard: boolean;
    readonly strict: boolean;
    readonly softThresholds: readonly number[];
}

const PERIODS: readonly Period[] = ['DAY', 'WEEK', 'MONTH', 'TOTAL'];
const NEW: Edited<Values> = { values: { amount: '', hard: true, strict: false, softThresholds: [80] }, version: 0 };

function edited(budget: Budget): Edited<Values> {
    const { amount, hard, strict, softThresholds, version } = budget;
    return { values: { amount, hard, strict, softThresholds }, version };
}

function show(value: unknown): string {
    if (typeof value === 'boolean') {
        return value ? en.yes : en.no;
    }
    return Array.isArray(value) ? value.map((percent) => `${percent} %`).join(', ') : formatDollars(String(value));
}

/** Creates, changes or deletes a budget of one level. */
export function BudgetDialog({
    target,
    budget,
    taken,
    onClose,
    onDone,
}: {
    target: Target;
    /** Null: a new one. */
    budget: Budget | null;
    /** The periods that have one. */
    taken: readonly Period[];
    onClose: () => void;
    onDone: () => void;
}) {
    const free = PERIODS.filter((period) => !taken.includes(period));
    const [period, setPeriod] = useState<Period>(free.includes('MONTH') ? 'MONTH' : (free[0] ?? 'DAY'));
    const [deletion, setDeletion] = useState<{ busy: boolean; error: unknown } | null>(null);
    const edit = useEdit<Values>({
        initial: budget ? edited(budget) : NEW,
        read: async () => (budget ? edited(await readBudget(target, budget.id)) : NEW),
        save: async (version, { softThresholds, ...changed }, all) => {
            if (budget) {
                await patchBudget(target, budget.id, version, {
                    ...changed,
                    ...(softThresholds && { softThresholds: [...softThresholds] }),
                });
            } else {
                await createBudget(target, { ...all, softThresholds: [...all.softThresholds], period });
            }
            return undefined;
        },
        onDone,
    });
    const [thresholds, setThresholds] = useState(edit.values.softThresholds.join(', '));
    const remove = async () => {
        if (budget) {
            setDeletion({ busy: true, error: null });
            try {
                await deleteBudget(target, budget.id);
                onDone();
            } catch (error) {
                setDeletion({ busy: false, error });
            }
        }
    };
    if (deletion && budget) {
        return (
            <ConfirmDialog
                title={en.budget.deleteTitle(en.policy.periodNames[budget.period])}
                text={en.budget.deleteText}
                action={en.budget.delete}
                danger
                isPending={deletion.busy}
                error={deletion.error}
                onConfirm={() => void remove()}
                onClose={() => setDeletion(null)}
            />
        );
    }
    return (
        <EditDialog
            title={budget ? en.budget.edit(en.policy.periodNames[budget.period]) : en.policy.addBudget}
            edit={edit}
            labels={en.budget.fields}
            show={show}
            action={budget ? en.save : en.policy.addBudget}
            leading={
                budget && (
                    <Button variant="default" mr="auto" onClick={() => setDeletion({ busy: false, error: null })}>
                        {en.budget.delete}
                    </Button>
                )
            }
            onClose={onClose}
        >
            {!budget && (
                <Select
                    size="md"
                    label={en.budget.fields.period}
                    data={free.map((value) => ({ value, label: en.policy.periodNames[value] }))}
                    value={period}
                    allowDeselect={false}
                    onChange={(value) => setPeriod(value as Period)}
                />
            )}
            <TextInput
                label={en.budget.fields.amount}
                inputMode="decimal"
                leftSection="$"
                required
                withAsterisk={false}
                data-autofocus
                value={edit.values.amount}
                error={edit.errors.amount}
                onChange={(event) => edit.set({ amount: event.currentTarget.value.trim() })}
            />
            <TextInput
                label={en.budget.fields.softThresholds}
                description={en.budget.thresholdsHint}
                inputMode="numeric"
                value={thresholds}
                error={edit.errors.softThresholds}
                onChange={(event) => {
                    setThresholds(event.currentTarget.value);
                    edit.set({ softThresholds: (event.currentTarget.value.match(/[0-9]+/g) ?? []).map(Number) });
                }}
            />
            <Switch
                label={en.budget.fields.hard}
                checked={edit.values.hard}
                onChange={(event) => edit.set({ hard: event.currentTarget.checked })}
            />
            <Switch
                label={en.budget.fields.strict}
                description={en.budget.strictHint}
                checked={edit.values.strict}
                onChange={(event) => edit.set({ strict: event.currentTarget.checked })}
            />
        </EditDialog>
    );
}
