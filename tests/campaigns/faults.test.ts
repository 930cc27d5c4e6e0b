import { describeFaultyRuns } from '../browser/support/faultyRuns';

describeFaultyRuns(100);
