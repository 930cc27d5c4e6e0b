import { describeClosedPages } from '../browser/support/closedPages';

describeClosedPages(10);
