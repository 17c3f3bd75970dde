import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { en } from '~/messages/en';

/** Copies a text to the clipboard. */
export function CopyButton({ text, className }: { text: string; className?: string }) {
    const clipboard = useClipboard({ timeout: 2000 });
    const Icon = clipboard.copied ? IconCheck : IconCopy;
    return (
        <Button
            className={className}
            variant="default"
            size="xs"
            leftSection={<Icon size={14} aria-hidden="true" />}
            onClick={() => clipboard.copy(text)}
        >
            <span aria-live="polite">{clipboard.copied ? en.copied : en.copy}</span>
        </Button>
    );
}
