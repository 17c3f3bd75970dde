import { Kbd } from '@mantine/core';
import { en } from '~/messages/en';
import { Dialog } from '../Dialog';
import { shortcut } from '../shortcut';
import classes from './Shortcuts.module.css';

const ROWS: readonly (readonly [string, readonly string[]])[] = [
    [en.shortcuts.search, [shortcut('K')]],
    [en.shortcuts.help, ['?']],
    [en.shortcuts.overview, ['g', 'o']],
    [en.shortcuts.access, ['g', 'a']],
    [en.shortcuts.tokens, ['g', 't']],
    [en.shortcuts.requests, ['g', 'r']],
    [en.shortcuts.pools, ['g', 'k']],
    [en.shortcuts.close, ['Esc']],
];

/** Keyboard shortcuts. */
export default function Shortcuts({ onClose }: { onClose: () => void }) {
    return (
        <Dialog onClose={onClose} title={en.shortcuts.title}>
            <dl className={classes.list}>
                {ROWS.map(([what, keys]) => (
                    <div key={what} className={classes.row}>
                        <dt>{what}</dt>
                        <dd>
                            {keys.map((key, index) => (
                                <span key={key}>
                                    {index > 0 && ` ${en.shortcuts.between} `}
                                    <Kbd>{key}</Kbd>
                                </span>
                            ))}
                        </dd>
                    </div>
                ))}
            </dl>
        </Dialog>
    );
}
