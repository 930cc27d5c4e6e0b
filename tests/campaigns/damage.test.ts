import { describeDamagedRuns } from '../browser/support/damagedRuns';

const { CLIPLOOM_DAMAGED } = process.env;

describeDamagedRuns(Number(CLIPLOOM_DAMAGED ?? 200));
