import { CloseButton, Loader } from '@mantine/core';
import { describe } from '~/components/describe';
import { Status } from '~/components/Status';
import { en } from '~/messages/en';
import classes from './Pools.module.css';
import type { Command } from './poolSearch';
import { type AskedCommand, useAnswers } from './useKeyCommands';

/** What gateways answer about a key, in its row. */
export function KeyAnswer({
    provider,
    asked,
    onEnd,
    onClose,
}: {
    provider: string;
    asked: AskedCommand;
    /** All have answered. */
    onEnd: () => void;
    onClose: () => void;
}) {
    const commands = useAnswers(provider, asked, onEnd);
    return (
        <div className={classes.answer} role="status">
            <strong>{en.pools.commands[asked.kind]}</strong>
            <div className={classes.answers}>
                {asked.error !== null ? (
                    <Status state="unusable">{describe(asked.error)}</Status>
                ) : commands.length === 0 ? (
                    <Loader size={14} aria-label={en.loading} />
                ) : (
                    commands.map((command) => <Answer key={command.id} command={command} />)
                )}
            </div>
            <CloseButton size="sm" aria-label={en.close} onClick={onClose} />
        </div>
    );
}

function Answer({ command }: { command: Command }) {
    switch (command.status) {
        case 'WAITING':
        case 'DELIVERED':
            return (
                <span className={classes.waiting}>
                    <Loader size={12} aria-hidden="true" />
                    {en.pools.waitsFor(command.gateway)}
                </span>
            );
        case 'SUCCEEDED':
            return <Status state="ready">{en.pools.answered(command.gateway, command.answer)}</Status>;
        case 'FAILED':
            return <Status state="unusable">{en.pools.answered(command.gateway, command.answer)}</Status>;
        case 'EXPIRED':
            return <Status state="disabled">{en.pools.unanswered(command.gateway)}</Status>;
    }
}
