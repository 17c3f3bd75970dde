import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, owner, requireAccessible, signIn, url, withPage } from './stage.mjs';

const NEXT = 'a much better password';

let browser;

before(async () => {
    browser = await launch();
});

after(() => browser.close());

test('a wrong password is refused with a reason, and the login stays', async () => {
    await withPage(browser, {}, async (page) => {
        await signIn(page, { login: 'owner', password: 'wrong' });
        await page.getByRole('alert').waitFor();
        assert.match(await page.getByRole('alert').textContent(), /login or password is wrong/i);
        assert.equal(await page.getByLabel('Login').inputValue(), 'owner');
        await requireAccessible(page, 'sign-in');
    });
});

test('the first password is changed before anything else, by keyboard alone', async () => {
    await withPage(browser, {}, async (page) => {
        await page.goto('/access');
        await page.getByLabel('Login').waitFor();
        await page.keyboard.type(owner.login);
        await page.keyboard.press('Tab');
        await page.keyboard.type(owner.password);
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Change your password' }).waitFor();
        await requireAccessible(page, 'password');
        await page.goto('/access');
        await page.getByRole('heading', { name: 'Change your password' }).waitFor();
        await page.getByLabel('Current password').fill(owner.password);
        await page.getByLabel('New password', { exact: true }).fill(NEXT);
        await page.getByLabel('New password again').fill('another');
        await page.keyboard.press('Enter');
        await page.getByText('The two passwords differ').waitFor();
        await page.getByLabel('New password again').fill(NEXT);
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: 'Overview' }).waitFor();
        owner.password = NEXT;
    });
});

test('after sign-in the page is there that was asked for', async () => {
    await withPage(browser, {}, async (page) => {
        await signIn(page, owner, '/access?from=mail');
        await page.getByRole('heading', { name: 'My access' }).waitFor();
        assert.equal(page.url(), `${url}/access?from=mail`);
    });
});

test('a page that was made the start page comes first, and the others can still be seen', async () => {
    await withPage(browser, {}, async (page) => {
        await signIn(page, owner, '/requests?range=7d');
        await page.getByRole('heading', { name: 'Requests' }).waitFor();
        const menu = page.getByRole('button', { name: /^Account of/ });
        await menu.click();
        await page.getByRole('menuitem', { name: 'Make this my start page' }).click();
        await page.goto('/');
        await page.getByRole('heading', { name: 'Requests' }).waitFor();
        assert.match(page.url(), /requests\?range=7d/);
        await page.getByRole('link', { name: 'Overview' }).click();
        await page.getByRole('heading', { name: 'Overview' }).waitFor();
        await page.goto('/requests?range=7d');
        await menu.click();
        await page.getByRole('menuitem', { name: /^This is my start page/ }).click();
        await page.goto('/');
        await page.getByRole('heading', { name: 'Overview' }).waitFor();
    });
});

test('when the session ends, the person signs in over the page and what was asked for is done', async () => {
    await withPage(browser, {}, async (page, context) => {
        await signIn(page, owner, '/access');
        await page.getByRole('heading', { name: 'My access' }).waitFor();
        await context.clearCookies({ name: 'keyway_session' });
        await page.getByRole('row').getByRole('button', { name: 'Sign out' }).first().click();
        const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
        await dialog.waitFor();
        await requireAccessible(page, 'sign-in over a page');
        await dialog.getByLabel('Login').fill(owner.login);
        await dialog.getByLabel('Password', { exact: true }).fill(owner.password);
        await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
        await dialog.waitFor({ state: 'hidden' });
        await page.getByRole('heading', { name: 'My access' }).waitFor();
    });
});

test('whoever leaves the tab and comes back still finds what they were doing', async () => {
    await withPage(browser, {}, async (page, context) => {
        await page.clock.install();
        await signIn(page, owner, '/access');
        await page.getByRole('heading', { name: 'My access' }).waitFor();
        await page.keyboard.press('Shift+?');
        await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
        await context.clearCookies({ name: 'keyway_session' });
        await page.clock.fastForward('02:00');
        await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
        await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
        assert.equal(await page.getByRole('heading', { name: 'My access', includeHidden: true }).count(), 1);
        assert.equal(await page.getByRole('dialog', { name: 'Keyboard shortcuts', includeHidden: true }).count(), 1);
    });
});

test('the shell works by keyboard: search, shortcuts, skip link, narrow navigation', async () => {
    await withPage(browser, {}, async (page) => {
        await signIn(page, owner, '/access');
        await page.getByRole('heading', { name: 'My access' }).waitFor();
        await requireAccessible(page, 'my access');

        await page.keyboard.press('Control+K');
        await page.getByPlaceholder('Go to a page').waitFor();
        await page.keyboard.type('access');
        await page.keyboard.press('Enter');
        await page.getByPlaceholder('Go to a page').waitFor({ state: 'hidden' });

        await page.keyboard.press('Shift+?');
        await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
        await requireAccessible(page, 'shortcuts');
        await page.keyboard.press('Escape');
        await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'hidden' });

        await page.getByRole('button', { name: 'Collapse the navigation' }).click();
        await page.getByRole('button', { name: 'Expand the navigation' }).waitFor();
        await page.reload();
        await page.getByRole('button', { name: 'Expand the navigation' }).click();
    });
});

test('every component can be used by everybody', async () => {
    await withPage(browser, {}, async (page) => {
        await signIn(page, owner, '/kit');
        await page.getByRole('heading', { name: 'Kit' }).waitFor();
        await requireAccessible(page, 'kit');
    });
});

test('signing out ends the session', async () => {
    await withPage(browser, {}, async (page) => {
        await signIn(page);
        await page.getByRole('button', { name: /^Account of/ }).click();
        await page.getByRole('menuitem', { name: 'Sign out' }).click();
        await page.getByRole('heading', { name: 'Sign in to Keyway' }).waitFor();
        const status = await page.evaluate(async () => (await fetch('/api/v1/session')).status);
        assert.equal(status, 401);
    });
});

test('an unknown page says so', async () => {
    await withPage(browser, {}, async (page) => {
        await page.goto('/no/such/page');
        await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    });
});
