import { describeFaultyRuns } from '../support/faultyRuns';

/** The first of those that `npm run test:faults` has. */
describeFaultyRuns(3);
