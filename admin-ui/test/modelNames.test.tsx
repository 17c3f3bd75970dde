import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, expect, it, vi } from 'vitest';
import { ModelsInput } from '~/components/ModelsInput';
import { ModelSearchField } from '~/components/SearchField';
import { show } from './stage';

const KNOWN = ['fast', 'gpt-5', 'gpt-5-mini'];
let asked: string[] = [];

beforeEach(() => {
    asked = [];
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
        const url = new URL((input as Request).url);
        const search = url.searchParams.get('search') ?? '';
        asked.push(`${url.pathname}?${search}`);
        const names = KNOWN.filter((name) => name.includes(search.toLowerCase()));
        return Response.json({ items: names.map((name) => ({ name, kind: 'MODEL' })), next: null });
    });
    Element.prototype.scrollIntoView = () => {};
});

function Models() {
    const [models, setModels] = useState<string[]>([]);
    return (
        <>
            <ModelsInput label="Models" value={models} acceptValueOnBlur splitChars={[',', ' ']} onChange={setModels} />
            <output>{models.join('|')}</output>
        </>
    );
}

async function options(): Promise<string[]> {
    const list = await screen.findByRole('listbox');
    return within(list)
        .getAllByRole('option')
        .map((option) => option.textContent ?? '');
}

it('asks for names when somebody looks, and again for what is typed', async () => {
    const user = userEvent.setup();
    show(<Models />);
    expect(asked).toEqual([]);
    await user.click(screen.getByRole('combobox', { name: 'Models' }));
    await waitFor(async () => expect(await options()).toEqual(KNOWN));
    await user.keyboard('MINI');
    await waitFor(() => expect(asked).toEqual(['/api/v1/model-names?', '/api/v1/model-names?MINI']));
    expect(await options()).toEqual(['gpt-5-mini']);
});

it('takes a name that is suggested, and any other text', async () => {
    const user = userEvent.setup();
    show(<Models />);
    await user.tab();
    await user.keyboard('gpt');
    await waitFor(async () => expect(await options()).toEqual(['gpt-5', 'gpt-5-mini']));
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(screen.getByRole('status').textContent).toBe('gpt-5-mini');
    await user.keyboard('openai/*{Enter}');
    expect(screen.getByRole('status').textContent).toBe('gpt-5-mini|openai/*');
    await user.keyboard('gpt-*');
    await waitFor(async () => expect(await options()).toEqual(['gpt-5']));
    await user.tab();
    expect(screen.getByRole('status').textContent).toBe('gpt-5-mini|openai/*|gpt-*');
});

it('filters by a name that is suggested, and by any other', async () => {
    const user = userEvent.setup();
    const found = vi.fn();
    show(<ModelSearchField label="Model asked for" text="" onSearch={found} />);
    const field = screen.getByRole('combobox', { name: 'Model asked for' });
    await user.click(field);
    await waitFor(async () => expect(await options()).toEqual(KNOWN));
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(found).toHaveBeenLastCalledWith('fast'));
    await user.clear(field);
    await waitFor(() => expect(found).toHaveBeenLastCalledWith(undefined));
    await user.type(field, 'nobody-entered-it');
    await waitFor(() => expect(found).toHaveBeenLastCalledWith('nobody-entered-it'));
});
