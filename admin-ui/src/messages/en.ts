import { access } from './access';
import { common } from './common';
import { kit } from './kit';
import { overview } from './overview';
import { policy } from './policy';
import { pools } from './pools';
import { requests } from './requests';
import { shell } from './shell';
import { signIn } from './signIn';
import { teams } from './teams';
import { tokens } from './tokens';

/** All texts of the interface, by page. */
export const en = {
    ...shell,
    ...signIn,
    ...common,
    ...tokens,
    ...teams,
    ...policy,
    ...requests,
    ...overview,
    ...pools,
    ...access,
    ...kit,
};
