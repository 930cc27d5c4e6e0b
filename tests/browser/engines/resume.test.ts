import { describeClosedPages } from '../support/closedPages';

/** One of those that `npm run test:faults` has. */
describeClosedPages(1);
