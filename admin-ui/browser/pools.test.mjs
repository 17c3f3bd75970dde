import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answer, connect, report } from './fleet.mjs';
import { awaitFocus, press } from './keyboard.mjs';
import { callApi, changeFirstPassword, launch, requireAccessible, signIn, withPage } from './stage.mjs';

const LONG = 'Nightly reconciliation of invoices for the finance newsroom';
const KEYS = '/api/v1/providers/house/keys';
const owner = { login: 'owner', password: 'a much better password' };
const auditor = { login: 'audrey@example.com', password: 'another good password' };
const member = { login: 'ben@example.com', password: 'a third good password' };

let browser;

before(async () => {
    browser = await launch();
    await withPage(browser, {}, async (page) => {
        await changeFirstPassword(page, owner.password);
        await callApi(page, 'POST', '/api/v1/users', { ...auditor, name: 'audrey' });
        await callApi(page, 'POST', `/api/v1/users/${auditor.login}/grants`, { role: 'AUDITOR' });
        await callApi(page, 'POST', '/api/v1/users', { ...member, name: 'ben' });
        await callApi(page, 'POST', '/api/v1/tenants', { name: 'Newsroom' });
        await callApi(page, 'POST', '/api/v1/tenants/Newsroom/teams', { name: 'Research' });
        await callApi(page, 'POST', '/api/v1/tenants/Newsroom/teams/Research/members', {
            login: member.login,
            role: 'MEMBER',
        });
    });
});

after(() => browser.close());

async function openPools(page, who = owner, path = '/providers') {
    await signIn(page, who, path);
    await page.getByRole('heading', { name: 'Key pools' }).waitFor();
}

async function keyNamed(page, name) {
    const { items } = await callApi(page, 'GET', `${KEYS}?search=${encodeURIComponent(name)}`);
    return items[0];
}

async function act(page, key, action) {
    await page.getByRole('button', { name: `Actions for ${key}` }).click();
    await page.getByRole('menuitem', { name: action, exact: true }).click();
}

test('from no provider to a provider with a key, by keyboard', async () => {
    await withPage(browser, {}, async (page) => {
        await signIn(page, owner, '/access');
        await page.getByRole('heading', { name: 'My access' }).waitFor();
        await page.keyboard.press('g');
        await page.keyboard.press('k');
        await page.getByText('No provider has a key yet').waitFor();
        await requireAccessible(page, 'no pools');
        await page.getByRole('button', { name: 'Add a provider' }).press('Enter');
        const dialog = page.getByRole('dialog', { name: 'Add a provider' });
        await dialog.getByLabel('Speaks like').focus();
        await page.keyboard.type('another');
        await page.getByRole('option', { name: /^another/ }).waitFor();
        await page.keyboard.press('Enter');
        await dialog.getByLabel('Name in models').fill('Not a name');
        await dialog.getByLabel('Address').fill('https://8.8.8.8/v1');
        await page.keyboard.press('Enter');
        await dialog.getByText(/must be 1 to 40 lowercase letters/).waitFor();
        await requireAccessible(page, 'add a provider');
        await dialog.getByLabel('Name in models').fill('house');
        await dialog.getByLabel(/^Name( \*)?$/).fill('House models');
        await page.keyboard.press('Enter');
        await dialog.waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: 'Add a key: House models' }).press('Enter');
        const adding = page.getByRole('dialog', { name: 'Add a key' });
        await adding.getByLabel(/^Key( \*)?$/).fill('short');
        await page.keyboard.press('Enter');
        await adding.getByText('must be 8 to 4096 visible ASCII characters').waitFor();
        await requireAccessible(page, 'add a key');
        await adding.getByLabel(/^Key( \*)?$/).fill('sk-first-of-all-keys-of-the-house-0001');
        await adding.getByLabel('Name').fill('first');
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'first', exact: true }).waitFor();
        await page.getByText('1 key of 1 provider, all in order').waitFor();
        assert.equal(await page.getByText('sk-first-of-all').count(), 0);
    });
});

test('many keys are checked first and imported then, by keyboard alone, with a report', async () => {
    await withPage(browser, {}, async (page) => {
        await openPools(page);
        const opener = page.getByRole('button', { name: 'Import keys' });
        await press(page, opener);
        const dialog = page.getByRole('dialog', { name: 'Import keys of House models' });
        const lines = Array.from(
            { length: 60 },
            (_, i) => `sk-many-keys-of-the-house-${String(i).padStart(4, '0')},batch ${i},EU`,
        );
        const text = [
            'key,name,account',
            'sk-first-of-all-keys-of-the-house-0001,again,EU',
            'x,broken,EU',
            ...lines,
        ].join('\n');
        await awaitFocus(page, dialog.getByLabel('Keys'));
        await page.keyboard.insertText(text);
        await press(page, dialog.getByRole('button', { name: 'Check' }));
        await dialog
            .getByText(/must be|not/)
            .first()
            .waitFor();
        await press(page, dialog.getByLabel('Create accounts'), { key: 'Space' });
        await press(page, dialog.getByRole('button', { name: 'Check' }));
        await dialog.getByText('Nothing is imported yet. 60 new').waitFor();
        await dialog.getByText('New accounts: EU.').waitFor();
        await requireAccessible(page, 'dry run of an import');
        await awaitFocus(page, dialog.getByRole('button', { name: 'Import 60 keys' }));
        await page.keyboard.press('Enter');
        await dialog.getByText('Imported: 60 new').waitFor();
        await awaitFocus(page, dialog.getByRole('button', { name: 'Close' }).last());
        await page.keyboard.press('Enter');
        await awaitFocus(page, opener);
        await page.getByText('61 keys of 1 provider').waitFor();
        await page.getByText('61 in all').waitFor();
        await page.getByRole('button', { name: 'Next' }).click();
        await page.getByRole('button', { name: 'first', exact: true }).waitFor();
        await page.goBack();
        await page.getByRole('button', { name: 'batch 59', exact: true }).waitFor();
        await page.getByRole('searchbox').fill('0042');
        await page.waitForURL(/q=0042/);
        await page.getByRole('button', { name: 'batch 59', exact: true }).waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: 'batch 42', exact: true }).waitFor();
        await page.getByRole('searchbox').fill('nowhere');
        await page.getByText('No key matches').waitFor();
        await requireAccessible(page, 'no key matches');
    });
});

test('search leads to a provider and to the row of a key, also when Enter is faster than the results', async () => {
    await withPage(browser, {}, async (page) => {
        await openPools(page);
        for (const [text, pool] of [
            ['batch 42', /q=0042/],
            ['house mod', /pool=house$/],
        ]) {
            await page.keyboard.press('Control+K');
            await page.getByPlaceholder('Go to a page').fill(text);
            await page.keyboard.press('Enter');
            await page.waitForURL(pool);
        }
        await page.getByRole('button', { name: 'batch 59', exact: true }).waitFor();
    });
});

test('keys say how they stand, why, and when they are back; a gateway answers in their rows', async () => {
    await withPage(browser, {}, async (page) => {
        await openPools(page);
        await page.getByText('61 in all').waitFor();
        await act(page, 'batch 59', 'Test');
        await page.getByText('No gateway is connected').waitFor();
        const { secret } = await callApi(page, 'POST', '/api/v1/gateways', { name: 'g-1' });
        await connect(secret);
        const ids = await Promise.all(['batch 59', 'batch 58', 'batch 57'].map((name) => keyNamed(page, name)));
        const soon = new Date(Date.now() + 600_000).toISOString();
        await report(secret, [
            { keyId: ids[0].id, model: 'gpt-4o', state: 'COOLING', reason: 'rate_short: 60 a minute', until: soon },
            { keyId: ids[0].id, state: 'READY', inFlight: 3 },
            { keyId: ids[1].id, state: 'LOCKED', reason: 'quota_hard', until: null },
            { keyId: ids[2].id, state: 'UNUSABLE', reason: 'no such variable' },
        ]);
        await page.reload();
        await page.getByRole('button', { name: '58 ready' }).waitFor();
        await page.getByText('61 keys of 1 provider · 3 not serving').waitFor();
        const row = page.getByRole('row', { name: /batch 59/ });
        await row.getByText(/back in (9|10):\d\d/).waitFor();
        const before = await row.getByText(/back in/).textContent();
        await page.waitForFunction((text) => !document.body.textContent.includes(text), before);
        await requireAccessible(page, 'pools');
        await page.getByRole('button', { name: 'batch 59', exact: true }).click();
        await page.getByRole('cell', { name: 'rate limit: 60 a minute', exact: true }).waitFor();
        await page.getByRole('cell', { name: 'The whole key' }).waitFor();
        await requireAccessible(page, 'states of a key');
        await page.getByRole('button', { name: '1 locked' }).click();
        await page.waitForURL(/state=LOCKED/);
        await page.getByText('1 in all').waitFor();
        await page.getByText('account without money').waitFor();
        await page.getByRole('button', { name: '1 locked' }).click();
        await page.getByText('61 in all').waitFor();
        await act(page, 'batch 58', 'Probe now');
        await page.getByText('g-1: waiting for its answer…').waitFor();
        const { items } = await callApi(page, 'GET', `${KEYS}/${ids[1].id}/commands`);
        await answer(secret, items[0].id, true, 'answered in 412 ms');
        await report(secret, [{ keyId: ids[1].id, state: 'READY' }]);
        await page.getByText('g-1: answered in 412 ms').waitFor();
        await page.getByRole('button', { name: '59 ready' }).waitFor();
        await requireAccessible(page, 'answer of a gateway');
    });
});

test('a key is moved, disabled and enabled, gets another secret, and is deleted by its name', async () => {
    await withPage(browser, {}, async (page) => {
        await openPools(page, owner, '/providers?pool=house&q=0042');
        await page.getByRole('button', { name: 'batch 42', exact: true }).waitFor();
        await callApi(page, 'POST', '/api/v1/providers/house/accounts', { name: 'US' });
        await act(page, 'batch 42', 'Edit or move');
        const dialog = page.getByRole('dialog', { name: 'Edit batch 42' });
        await dialog.getByLabel('Account').first().click();
        await page.getByRole('option', { name: 'US' }).click();
        await dialog.getByLabel('Name').fill(LONG);
        await dialog.getByLabel('Tier').fill('first');
        await dialog.getByText('must be a whole number').waitFor();
        await dialog.getByLabel('Tier').fill('2');
        await requireAccessible(page, 'edit a key');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('cell', { name: 'US', exact: true }).waitFor();
        await act(page, LONG, 'Disable');
        await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
        await page.getByRole('row', { name: LONG }).getByText('Disabled').waitFor();
        await page.getByRole('button', { name: `Actions for ${LONG}` }).click();
        assert.equal(await page.getByRole('menuitem', { name: 'Test' }).isDisabled(), true);
        await page.getByRole('menuitem', { name: 'Enable' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Enable' }).click();
        await page.getByRole('row', { name: LONG }).getByText('Ready').waitFor();
        await act(page, LONG, 'Replace the secret');
        await page
            .getByRole('dialog')
            .getByLabel(/^Key( \*)?$/)
            .fill('sk-another-key-of-the-house-9876');
        await requireAccessible(page, 'replace a secret');
        await page.getByRole('dialog').getByRole('button', { name: 'Replace' }).click();
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
        await page.goto('/providers?pool=house&q=9876');
        await page.getByText('…9876').waitFor();
        await act(page, LONG, 'Delete');
        const deletion = page.getByRole('dialog', { name: `Delete ${LONG}?` });
        assert.equal(await deletion.getByRole('button', { name: 'Delete' }).isDisabled(), true);
        await deletion.getByRole('textbox').fill(LONG);
        await deletion.getByRole('button', { name: 'Delete' }).click();
        await page.getByText('No key matches').waitFor();
    });
});

test('what another administrator changes meanwhile is shown first', async () => {
    await withPage(browser, {}, async (page) => {
        await openPools(page, owner, '/providers?pool=house&q=0041');
        await act(page, 'batch 41', 'Edit or move');
        const dialog = page.getByRole('dialog', { name: 'Edit batch 41' });
        await dialog.getByLabel('Name').fill('mine');
        const { id } = await keyNamed(page, 'batch 41');
        await callApi(page, 'PATCH', `${KEYS}/${id}`, { weight: 7 }, { 'If-Match': '*' });
        await dialog.getByRole('button', { name: 'Save' }).click();
        await dialog.getByText('Weight: 1 → 7').waitFor();
        await requireAccessible(page, 'conflict');
        await dialog.getByRole('button', { name: 'Apply mine again' }).click();
        await dialog.waitFor({ state: 'hidden' });
        const changed = await callApi(page, 'GET', `${KEYS}/${id}`);
        assert.deepEqual([changed.name, changed.weight], ['mine', 7]);
    });
});

test('another address says how many keys it costs, before and after', async () => {
    await withPage(browser, {}, async (page) => {
        await openPools(page);
        await act(page, 'House models', 'Edit the provider');
        const dialog = page.getByRole('dialog', { name: 'Edit House models' });
        await dialog.getByLabel('Address').fill('https://8.8.8.8/v2');
        assert.equal(await dialog.getByText('bound to the present address').count(), 0);
        await dialog.getByLabel('Address').fill('https://8.8.4.4/v1');
        await dialog.getByText('Its 60 keys are bound to the present address').waitFor();
        await requireAccessible(page, 'edit a provider');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await dialog.waitFor({ state: 'hidden' });
        await page.getByRole('button', { name: '60 unusable' }).waitFor();
        await page.getByText('entered for another address').first().waitFor();
        await requireAccessible(page, 'unusable keys');
    });
});

test('an auditor sees all and no action, and whoever may not see it is told so', async () => {
    await withPage(browser, {}, async (page) => {
        await openPools(page, auditor);
        await page.getByRole('button', { name: 'batch 59', exact: true }).waitFor();
        assert.equal(await page.getByRole('button', { name: /^(Actions|Add|Import|Edit|Delete)/ }).count(), 0);
        await requireAccessible(page, 'pools of an auditor');
    });
    await withPage(browser, {}, async (page) => {
        await signIn(page, member, '/providers');
        await page.getByRole('heading', { name: 'Your roles do not allow this' }).waitFor();
        assert.equal(await page.getByRole('link', { name: 'Key pools' }).count(), 0);
        await requireAccessible(page, 'forbidden pools');
    });
});

test('pools that cannot be loaded say what to do', async () => {
    await withPage(browser, {}, async (page) => {
        await page.route('**/api/v1/key-pools?*', (route) =>
            route.fulfill({
                status: 409,
                contentType: 'application/problem+json',
                body: JSON.stringify({
                    code: 'conflict',
                    detail: 'The list is being moved.',
                    requestId: 'r-4711',
                    errors: [],
                }),
            }),
        );
        await openPools(page);
        await page.getByText('The list is being moved.').waitFor();
        await requireAccessible(page, 'failed pools');
        await page.unroute('**/api/v1/key-pools?*');
        await page.getByRole('button', { name: 'Try again' }).click();
        await page.getByRole('button', { name: 'House models', exact: true }).first().waitFor();
    });
});
