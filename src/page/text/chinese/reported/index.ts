/** What layers below the page report, in Simplified Chinese. */
import { reporter } from '../../reporter';
import { categories, engineNames, stages } from '../names';
import { engines } from './engines';
import { files } from './files';
import { render } from './render';
import { settings } from './settings';

/** `null` for what it does not know. */
export const reported = reporter(
  { ...files, ...settings, ...engines, ...render },
  { ...categories, ...engineNames, ...stages },
);

/** As it came, where it is not known. */
export const reportedOrAsIs = (report: string): string => reported(report) ?? report;
