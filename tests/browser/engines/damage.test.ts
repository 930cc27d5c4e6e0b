import { describeDamagedRuns } from '../support/damagedRuns';

/** The first of those that `npm run test:damage` has. */
describeDamagedRuns(10);
