import { TagsInput } from '@mantine/core';
import { en } from '~/messages/en';
import { errorOf } from './fieldErrors';
import { type Labels, labelsOf, labelTexts } from './labels';

/** Labels of something, each as `key:value`. */
export function LabelsField({
    labels,
    errors,
    disabled = false,
    onChange,
}: {
    labels: Labels;
    errors: Readonly<Record<string, string>>;
    disabled?: boolean;
    onChange: (labels: Record<string, string>) => void;
}) {
    return (
        <TagsInput
            size="md"
            label={en.labels.name}
            description={en.labels.hint}
            disabled={disabled}
            value={labelTexts(labels)}
            error={errorOf(errors, 'labels')}
            acceptValueOnBlur
            onChange={(texts) => onChange(labelsOf(texts))}
        />
    );
}
