import { describeClosedPages, randomMoments } from '../browser/support/closedPages';

describeClosedPages(randomMoments(10));
