import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconSearch, IconUser } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { type Me, signOut } from '~/api/session';
import { setStartPage, startPage } from '~/app/startPage';
import { en } from '~/messages/en';
import { Banner } from '../Banner';
import { describe } from '../describe';
import { shortcut } from '../shortcut';
import classes from './Shell.module.css';

const SCHEMES = [
    ['light', en.account.light],
    ['dark', en.account.dark],
    ['auto', en.account.system],
] as const;

/** Bar on top: what the person sees, search, and their menu. */
export function Top({ me, onSearch, onShortcuts }: { me: Me; onSearch: () => void; onShortcuts: () => void }) {
    const { colorScheme, setColorScheme } = useMantineColorScheme();
    const queries = useQueryClient();
    const navigate = useNavigate();
    const leave = useMutation({
        mutationFn: signOut,
        onSuccess: async () => {
            queries.clear();
            await navigate({ to: '/sign-in', search: {} });
        },
    });
    return (
        <header className={classes.top}>
            {leave.isError && <Banner kind="error">{describe(leave.error)}</Banner>}
            <button type="button" className={classes.search} onClick={onSearch}>
                <IconSearch size={16} aria-hidden="true" />
                {en.commands.open}
                <kbd>{shortcut('K')}</kbd>
            </button>
            <Menu position="bottom-end" width={220} shadow="md">
                <Menu.Target>
                    <UnstyledButton aria-label={en.account.menu(me.name)} className={classes.link}>
                        <IconUser size={18} aria-hidden="true" />
                        {me.name}
                    </UnstyledButton>
                </Menu.Target>
                <Menu.Dropdown>
                    <Menu.Label>{en.account.theme}</Menu.Label>
                    {SCHEMES.map(([scheme, label]) => (
                        <Menu.Item
                            key={scheme}
                            onClick={() => setColorScheme(scheme)}
                            rightSection={colorScheme === scheme ? <IconCheck size={14} aria-hidden="true" /> : null}
                        >
                            {label}
                        </Menu.Item>
                    ))}
                    <Menu.Divider />
                    <StartPageItem />
                    <Menu.Item onClick={onShortcuts}>{en.account.shortcuts}</Menu.Item>
                    <Menu.Item onClick={() => void navigate({ to: '/password' })}>
                        {en.account.changePassword}
                    </Menu.Item>
                    <Menu.Divider />
                    <Menu.Item onClick={() => leave.mutate()}>{en.account.signOut}</Menu.Item>
                </Menu.Dropdown>
            </Menu>
        </header>
    );
}

/** Makes the page that is shown the one where the interface begins, or takes that back. */
function StartPageItem() {
    const href = useRouterState({ select: (state) => state.location.href });
    const [chosen, setChosen] = useState(startPage);
    const isChosen = chosen === href;
    const toggle = () => {
        const next = isChosen ? null : href;
        setStartPage(next);
        setChosen(next);
    };
    return (
        <Menu.Item
            onClick={toggle}
            rightSection={isChosen ? <IconCheck size={14} aria-hidden="true" /> : null}
            aria-label={isChosen ? en.account.noStartPage : undefined}
        >
            {isChosen ? en.account.isStartPage : en.account.startPage}
        </Menu.Item>
    );
}
