/** My access. */
export const access = {
    access: {
        title: 'My access',
        left: 'What is left',
        noBudget: 'No budget bounds it.',
        refusals: 'Last refusals',
        noRefusal: 'None of its calls was refused in the last 7 days.',
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
