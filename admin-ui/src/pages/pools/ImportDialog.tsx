import { Button, Checkbox, FileButton, Group, Stack, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '~/api/client';
import type { components } from '~/api/schema';
import { Banner } from '~/components/Banner';
import { Dialog } from '~/components/Dialog';
import { describe } from '~/components/describe';
import { Form } from '~/components/Form';
import { type State, Status } from '~/components/Status';
import { type Column, Table } from '~/components/Table';
import { en } from '~/messages/en';
import classes from './Pools.module.css';
import { isCsv, type Pool } from './poolSearch';

type Report = components['schemas']['ImportReport'];
type Line = Report['lines'][number];

const SHAPES: Record<Line['outcome'], State> = {
    CREATED: 'ready',
    REBOUND: 'ready',
    DUPLICATE: 'disabled',
    INVALID: 'unusable',
    NOT_TRIED: 'locked',
};

/** Lines that are shown; those that need a look come first. */
const SHOWN = 200;

const COLUMNS: readonly Column<Line>[] = [
    { id: 'line', label: en.import.line, isNumber: true, cell: (line) => line.line },
    {
        id: 'outcome',
        label: en.import.outcome,
        isWhole: true,
        cell: (line) => <Status state={SHAPES[line.outcome]}>{en.import.outcomes[line.outcome]}</Status>,
    },
    {
        id: 'message',
        label: en.import.message,
        isWide: true,
        cell: (line) => line.message ?? '–',
        title: (line) => line.message ?? undefined,
    },
];

function urgency(line: Line): number {
    return line.outcome === 'INVALID' || line.outcome === 'NOT_TRIED' ? 0 : line.message === null ? 2 : 1;
}

/** Imports many keys of a provider: first it says what it would do. */
export function ImportDialog({ pool, onClose, onDone }: { pool: Pool; onClose: () => void; onDone: () => void }) {
    const [text, setText] = useState('');
    const [createMissing, setCreateMissing] = useState(false);
    const run = useMutation({
        mutationFn: async (dryRun: boolean) => {
            const { data } = await client.POST('/api/v1/providers/{provider}/keys/import', {
                params: { path: { provider: pool.providerId }, query: { dryRun, createMissing } },
                headers: { 'Content-Type': isCsv(text) ? 'text/csv' : 'text/plain' },
                body: text,
                bodySerializer: (body: string) => body,
            });
            return data as Report;
        },
        onSuccess: (report) => {
            if (!report.dryRun) {
                onDone();
            }
        },
    });
    const report = run.data;
    const isChecked = report !== undefined;
    const isDone = report !== undefined && !report.dryRun;
    const change = (next: string) => {
        run.reset();
        setText(next);
    };
    const file = (chosen: File | null) => {
        void chosen?.text().then(change);
    };
    const useful = report === undefined ? 0 : report.created + report.rebound;
    return (
        <Dialog size="xl" onClose={onClose} title={en.import.title(pool.name)}>
            <Form
                busy={run.isPending}
                hasQuestion={isDone}
                onSubmit={() => (isDone ? onClose() : run.mutate(!isChecked))}
            >
                <Stack gap="md">
                    {run.isError && <Banner kind="error">{describe(run.error)}</Banner>}
                    {!isDone && (
                        <>
                            <Textarea
                                size="md"
                                label={en.import.keys}
                                description={en.import.hint}
                                className={classes.secrets}
                                value={text}
                                rows={8}
                                autoComplete="off"
                                spellCheck={false}
                                data-autofocus
                                onChange={(event) => change(event.currentTarget.value)}
                            />
                            <Group justify="space-between">
                                <Checkbox
                                    label={en.import.createMissing}
                                    checked={createMissing}
                                    onChange={(event) => {
                                        run.reset();
                                        setCreateMissing(event.currentTarget.checked);
                                    }}
                                />
                                <FileButton accept="text/plain,text/csv,.txt,.csv" onChange={file}>
                                    {(props) => (
                                        <Button {...props} size="compact-sm" variant="default">
                                            {en.import.file}
                                        </Button>
                                    )}
                                </FileButton>
                            </Group>
                        </>
                    )}
                    {report && <ReportOf report={report} />}
                    <Group justify="flex-end">
                        {!isDone && (
                            <Button variant="default" onClick={onClose}>
                                {en.cancel}
                            </Button>
                        )}
                        <Button
                            type="submit"
                            loading={run.isPending}
                            disabled={isChecked ? useful === 0 : text.trim() === ''}
                        >
                            {isDone ? en.close : isChecked ? en.import.run(useful) : en.import.check}
                        </Button>
                    </Group>
                </Stack>
            </Form>
        </Dialog>
    );
}

function ReportOf({ report }: { report: Report }) {
    const lines = report.lines.toSorted((a, b) => urgency(a) - urgency(b) || a.line - b.line);
    const isFine = report.invalid === 0 && report.resumeAt === null;
    return (
        <div className={classes.report}>
            <Banner kind={isFine ? 'info' : 'warning'}>
                {(report.dryRun ? en.import.would : en.import.did)(
                    report.created,
                    report.rebound,
                    report.duplicates,
                    report.invalid,
                )}
                {report.made.length > 0 && ` ${en.import.made(report.made.map((made) => made.name).join(', '))}`}
                {report.resumeAt !== null && ` ${en.import.resume(report.resumeAt)}`}
            </Banner>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
            <div className={classes.lines} tabIndex={0}>
                <Table
                    label={en.import.report}
                    columns={COLUMNS}
                    rows={lines.slice(0, SHOWN)}
                    rowKey={(line) => String(line.line)}
                />
            </div>
            {lines.length > SHOWN && <p className="kw-muted">{en.import.moreLines(lines.length - SHOWN)}</p>}
        </div>
    );
}
