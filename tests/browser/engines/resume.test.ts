import { describeClosedPages, IN_THE_MIDDLE } from '../support/closedPages';

/** `npm run test:faults` closes pages at any moment. */
describeClosedPages([IN_THE_MIDDLE]);
