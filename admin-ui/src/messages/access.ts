/** My access. */
export const access = {
    access: {
        title: 'My access',
        roles: 'Roles',
        noRoles: 'You have no role yet. Ask an administrator.',
        firstCall: 'First call',
        firstCallText: 'Set the base URL and your token; everything else of your program stays as it is.',
        gatewayUnknown: 'The address of the gateway is not set. An administrator sets KEYWAY_GATEWAY_PUBLIC_URL.',
        sessions: 'Signed-in browsers',
        endSession: 'Sign out',
        seen: 'Last seen',
        browser: 'Browser',
        address: 'Address',
    },
};
