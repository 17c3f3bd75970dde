import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { callApi, changeFirstPassword, launch, requireAccessible, signIn, withPage } from './stage.mjs';

const TEAMS = '/api/v1/tenants/Newsroom/teams';
const owner = { login: 'owner', password: 'a much better password' };
const teamAdmin = { login: 'ana@example.com', password: 'another good password' };
const member = { login: 'ben@example.com', password: 'a third good password' };

let browser;

before(async () => {
    browser = await launch();
    await withPage(browser, {}, async (page) => {
        await changeFirstPassword(page, owner.password);
        await callApi(page, 'POST', '/api/v1/tenants', { name: 'Newsroom' });
        for (const name of ['Research', 'Archive']) {
            await callApi(page, 'POST', TEAMS, { name });
            await callApi(page, 'POST', `${TEAMS}/${name}/tokens`, { name: 'batch 54' });
        }
        await callApi(page, 'PATCH', `${TEAMS}/Research/limits`, { requestsPerMinute: 300 }, { 'If-Match': '*' });
        await makePerson(page, 'Research', teamAdmin, 'TEAM_ADMIN');
        await makePerson(page, 'Archive', member, 'MEMBER');
    });
});

after(() => browser.close());

async function openTokens(page, who = owner, path = '/tokens') {
    await signIn(page, who, path);
    await page.getByRole('tab', { name: 'Tokens' }).waitFor();
}

/** A person with a role over the team. */
async function makePerson(page, team, { login, password }, role) {
    await callApi(page, 'POST', '/api/v1/users', { login, name: login.split('@')[0], password });
    await callApi(page, 'POST', `/api/v1/tenants/Newsroom/teams/${team}/members`, { login, role });
}

test('tags of a tenant, members and service accounts of a team are added and removed', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page, owner, '/tokens?tenant=Newsroom&tab=tags');
        for (const name of ['feature', 'stage']) {
            await page.getByLabel('Tag names').first().fill(name);
            await page.keyboard.press('Enter');
        }
        await page.getByRole('button', { name: 'Save' }).click();
        await page.getByText('Saved').waitFor();
        await page.reload();
        await page.getByText('stage').waitFor();
        await page.goto('/tokens?tenant=Newsroom&team=Research&tab=members');
        await page.getByRole('button', { name: 'Add a member' }).click();
        await page.getByRole('dialog').getByLabel('Login').fill('nobody@example.com');
        await page.keyboard.press('Enter');
        await page.getByRole('dialog').locator('[aria-invalid=true]').waitFor();
        await page.getByRole('dialog').getByLabel('Login').fill(member.login);
        await page.keyboard.press('Enter');
        await page.getByRole('button', { name: 'Remove ben' }).click();
        await requireAccessible(page, 'remove a member');
        await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
        await page.getByRole('button', { name: 'Remove ben' }).waitFor({ state: 'hidden' });
        await page.getByRole('tab', { name: 'Service accounts' }).click();
        await page.getByRole('button', { name: 'New service account' }).click();
        await page.getByRole('dialog').getByLabel('Name').fill('nightly reports');
        await page.keyboard.press('Enter');
        await page.getByRole('cell', { name: 'nightly reports' }).waitFor();
        await requireAccessible(page, 'service accounts');
    });
});

test('whoever administers one team has a plain label, and changes its tokens but not its limits', async () => {
    await withPage(browser, {}, async (page) => {
        await signIn(page, teamAdmin);
        await page.getByRole('heading', { name: 'Research' }).waitFor();
        assert.match(page.url(), /tokens\?tenant=/);
        assert.equal(await page.getByRole('button', { name: /^Scope: / }).count(), 0);
        await page.getByTitle('Newsroom › Research').waitFor();
        await page.getByRole('link', { name: 'Issue a token' }).first().waitFor();
        await page.getByRole('tab', { name: 'Limits & budgets' }).click();
        await page.getByText('At most 300 requests per minute, by the team.').waitFor();
        assert.equal(await page.getByRole('button', { name: 'Edit limits' }).count(), 0);
        await page.goto('/tokens/new');
        await page.getByLabel('Name', { exact: true }).fill('too much');
        await page.getByRole('button', { name: /^More/ }).click();
        await page.getByLabel('Requests/min').fill('301');
        await page.getByRole('button', { name: 'Issue the token' }).click();
        await page.getByText('has no limits of its own yet').waitFor();
        await page.getByLabel('Requests/min').fill('30');
        await page.getByRole('button', { name: 'Set its limits' }).click();
        await page.getByRole('heading', { name: 'too much is issued' }).waitFor();
    });
});

test('a member sees tokens and no action, and what is forbidden says so', async () => {
    await withPage(browser, {}, async (page) => {
        await openTokens(page, member);
        await page.getByRole('link', { name: 'batch 54' }).waitFor();
        assert.equal(await page.getByRole('link', { name: 'Issue a token' }).count(), 0);
        assert.equal(await page.getByRole('checkbox').count(), 0);
        await page.getByRole('link', { name: 'batch 54' }).click();
        await page.getByRole('heading', { name: 'batch 54' }).waitFor();
        assert.equal(await page.getByRole('button', { name: 'Revoke' }).count(), 0);
        await page.goto('/tokens/new');
        await page.getByRole('heading', { name: 'Your roles do not allow this' }).waitFor();
        await requireAccessible(page, 'forbidden');
    });
});
