import { describeDamagedRuns } from '../browser/support/damagedRuns';

describeDamagedRuns(200);
