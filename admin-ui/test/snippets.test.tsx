import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Snippets } from '~/components/Snippets';
import { snippets } from '~/components/snippetTexts';
import { show } from './stage';

const GATEWAY = 'https://llm.example.com';
const TOKEN = 'kwy_secret';

it.each(snippets(GATEWAY, TOKEN).map((snippet) => [snippet.label, snippet.text] as const))(
    '%s has the address of the gateway and the token',
    (_, text) => {
        expect(text).toContain(GATEWAY);
        expect(text).toContain(TOKEN);
        expect(text).not.toMatch(/undefined|null|\[object/);
    },
);

it('calls the address that clients of Anthropic complete by themselves without /v1', () => {
    const text = snippets(GATEWAY, TOKEN).find(({ id }) => id === 'claude-code')?.text;
    expect(text).toContain(`ANTHROPIC_BASE_URL="${GATEWAY}"`);
});

it('shows one after the other by the arrow keys, and copies what is shown', async () => {
    const user = userEvent.setup();
    show(<Snippets gatewayUrl={GATEWAY} token={TOKEN} />);
    expect(screen.getAllByRole('tab')).toHaveLength(6);
    await user.click(screen.getByRole('tab', { name: 'curl' }));
    await user.keyboard('{ArrowRight}');
    expect(screen.getByRole('tabpanel').textContent).toContain('from openai import OpenAI');
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    await screen.findByRole('button', { name: 'Copied' });
    expect(await navigator.clipboard.readText()).toContain('from openai import OpenAI');
});
