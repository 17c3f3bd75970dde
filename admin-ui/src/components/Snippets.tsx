import { Tabs } from '@mantine/core';
import { CopyButton } from './CopyButton';
import classes from './Snippet.module.css';
import { snippets } from './snippetTexts';

/** How to call the gateway, for several clients. */
export function Snippets({ gatewayUrl, token }: { gatewayUrl: string; token: string }) {
    const all = snippets(gatewayUrl, token);
    return (
        <Tabs defaultValue={all[0]?.id ?? ''} className={classes.snippet} keepMounted={false}>
            <Tabs.List>
                {all.map((snippet) => (
                    <Tabs.Tab key={snippet.id} value={snippet.id}>
                        {snippet.label}
                    </Tabs.Tab>
                ))}
            </Tabs.List>
            {all.map((snippet) => (
                <Tabs.Panel key={snippet.id} value={snippet.id} className={classes.frame}>
                    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
                    <pre className={classes.code} tabIndex={0}>
                        {snippet.text}
                    </pre>
                    <CopyButton text={snippet.text} className={classes.copy} />
                </Tabs.Panel>
            ))}
        </Tabs>
    );
}
