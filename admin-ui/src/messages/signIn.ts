/** Sign-in and the password. */
export const signIn = {
    signIn: {
        title: 'Sign in to Keyway',
        login: 'Login',
        password: 'Password',
        submit: 'Sign in',
        openIdConnect: 'Sign in with OpenID Connect',
        or: 'or',
        sessionEnded: 'Your session has ended',
        sessionEndedText: 'Sign in to go on. What you have entered stays as it is.',
        anotherPerson:
            'Another person is signed in now. What was asked for before is not done; reload the page to go on.',
        reload: 'Reload the page',
    },
    password: {
        title: 'Change your password',
        due: 'Your password is temporary. Choose your own to go on.',
        old: 'Current password',
        next: 'New password',
        repeat: 'New password again',
        differs: 'The two passwords differ',
        hint: '12 characters or more',
        submit: 'Change password',
        done: 'Your password is changed. Other browsers are signed out.',
    },
};
