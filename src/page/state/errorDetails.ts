import type { ErrorReport } from '../../render';
import { text } from '../text';

/** An argument as a shell takes it, so that the command can be pasted and run again. */
const quoted = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;

/** All that is known of a failure, as text to copy into a report. */
export const errorDetails = ({ category, message, detail, command, log }: ErrorReport): string => {
  const parts = [message, text.error.category(category)];
  if (detail) parts.push('', text.error.cause, detail);
  if (command) parts.push('', text.error.command, ['ffmpeg', ...command].map(quoted).join(' '));
  if (log && log.length > 0) parts.push('', text.error.log, ...log);
  return parts.join('\n');
};
