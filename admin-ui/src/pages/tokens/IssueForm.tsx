import { Button, Group, Select, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Banner } from '~/components/Banner';
import { describe } from '~/components/describe';
import { Form } from '~/components/Form';
import { errorOf } from '~/components/fieldErrors';
import { LabelsField } from '~/components/LabelsField';
import { ModelsInput } from '~/components/ModelsInput';
import { en } from '~/messages/en';
import { CountField } from '~/pages/policy/CountField';
import type { Draft, Expiry } from './issue';
import classes from './Tokens.module.css';
import type { useIssue } from './useIssue';

const RATES = ['requestsPerMinute', 'tokensPerMinute', 'concurrentRequests'] as const;
const LIMITS = 'limits';
const FOLDED: readonly string[] = ['description', 'ownerId', 'labels', ...RATES.map((rate) => `${LIMITS}.${rate}`)];

/** Four fields, and the rest folded. */
export function IssueForm({
    draft,
    onChange,
    issue,
    mayIssue,
    onSubmit,
    children,
}: {
    draft: Draft;
    onChange: (change: Partial<Draft>) => void;
    issue: ReturnType<typeof useIssue>;
    mayIssue: boolean;
    onSubmit: () => void;
    /** The choice of the team. */
    children: ReactNode;
}) {
    const [unfolded, setUnfolded] = useState(false);
    const [wrong, setWrong] = useState<readonly string[]>([]);
    const fields = issue.fields;
    const hasFieldError = Object.keys(fields).length > 0;
    const isUnfolded = unfolded || Object.keys(fields).some((field) => FOLDED.some((name) => field.startsWith(name)));
    const Chevron = isUnfolded ? IconChevronDown : IconChevronRight;
    const submit = () => {
        if (wrong.length === 0) {
            onSubmit();
        }
    };
    return (
        <Form className={classes.form} busy={issue.busy} onSubmit={submit}>
            {issue.error !== null && !hasFieldError && <Banner kind="error">{describe(issue.error)}</Banner>}
            <TextInput
                label={en.tokens.name}
                description={en.issue.nameHint}
                required
                withAsterisk={false}
                maxLength={120}
                value={draft.name}
                error={fields.name}
                onChange={(event) => onChange({ name: event.currentTarget.value })}
                autoFocus
            />
            {children}
            <Group grow align="start">
                <Select
                    size="md"
                    label={en.issue.expiry}
                    data={Object.entries(en.issue.expiries).map(([value, label]) => ({ value, label }))}
                    value={draft.expiry}
                    allowDeselect={false}
                    error={draft.expiry === 'date' ? undefined : fields.expiresAt}
                    onChange={(expiry) => onChange({ expiry: expiry as Expiry })}
                />
                {draft.expiry === 'date' && (
                    <TextInput
                        type="date"
                        label={en.issue.lastDay}
                        required
                        withAsterisk={false}
                        value={draft.date}
                        error={fields.expiresAt}
                        onChange={(event) => onChange({ date: event.currentTarget.value })}
                    />
                )}
            </Group>
            <ModelsInput
                size="md"
                label={en.policy.rates.allowedModels}
                description={en.issue.modelsHint}
                placeholder={draft.models.length === 0 ? en.issue.everyModel : undefined}
                value={[...draft.models]}
                error={errorOf(fields, 'allowedModels', LIMITS)}
                acceptValueOnBlur
                splitChars={[',', ' ']}
                onChange={(models) => onChange({ models })}
            />
            <button
                type="button"
                className={classes.more}
                aria-expanded={isUnfolded}
                onClick={() => setUnfolded(!isUnfolded)}
            >
                <Chevron size={14} aria-hidden="true" />
                {en.issue.more}
            </button>
            {isUnfolded && (
                <>
                    <Group grow align="start">
                        {RATES.map((rate) => (
                            <CountField
                                key={rate}
                                label={en.policy.rates[rate]}
                                value={draft[rate]}
                                error={fields[`${LIMITS}.${rate}`]}
                                onChange={(value) => {
                                    const others = wrong.filter((one) => one !== rate);
                                    setWrong(value === undefined ? [...others, rate] : others);
                                    if (value !== undefined) {
                                        onChange({ [rate]: value });
                                    }
                                }}
                            />
                        ))}
                    </Group>
                    <TextInput
                        label={en.issue.owner}
                        description={en.issue.ownerHint}
                        value={draft.owner}
                        error={fields.ownerId}
                        onChange={(event) => onChange({ owner: event.currentTarget.value })}
                    />
                    <TextInput
                        label={en.teams.description}
                        value={draft.description}
                        error={fields.description}
                        onChange={(event) => onChange({ description: event.currentTarget.value })}
                    />
                    <LabelsField labels={draft.labels} errors={fields} onChange={(labels) => onChange({ labels })} />
                </>
            )}
            <Group>
                <Button type="submit" size="md" loading={issue.busy} disabled={!mayIssue}>
                    {en.issue.submit}
                </Button>
                <Button size="md" variant="default" renderRoot={(props) => <Link to="/tokens" {...props} />}>
                    {en.cancel}
                </Button>
            </Group>
        </Form>
    );
}
