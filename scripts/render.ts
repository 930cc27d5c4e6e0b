import { writeFile } from 'node:fs/promises';
import type { RenderProgress } from '../src/render/types';
import { type ErrorReport, toRenderError } from '../src/shared/errors';
import { toSrt, toVtt } from '../src/shared/subtitleFiles';
import type { RenderCommand } from './lib/command/command';
import { completeCommand } from './lib/command/complete';
import { RENDER_HELP } from './lib/command/help';
import { parseRenderArgs } from './lib/command/parse';
import { openCliploom } from './lib/driver';
import { watchInterrupts } from './lib/interrupts';
import type { RenderReport } from './lib/pageRender';
import { progressDisplay } from './lib/progressDisplay';

/** Skipped subtitles that are named in the shell. */
const MOST_SKIPPED_TOLD = 10;

const EXIT = { complete: 0, failed: 1, usage: 2, clipsLeftOut: 3 };

const main = async (args: readonly string[]): Promise<number> => {
  const parsed = parseRenderArgs(args);
  if (parsed.kind === 'usage') return usage(parsed.message);
  if (parsed.kind === 'help') {
    process.stdout.write(RENDER_HELP);
    return EXIT.complete;
  }
  let command: RenderCommand;
  try {
    command = completeCommand(parsed.command);
  } catch (thrown) {
    return usage((thrown as Error).message);
  }

  const interrupts = watchInterrupts();
  let log: RenderProgress['log']['latest'] = [];
  try {
    const report = await render(command, interrupts.signal, (progress) => {
      log = progress.log.latest;
    });
    await writeReport(command, report);
    await writeSidecar(command, report);
    tellResult(command, report);
    return report.problems.length === 0 ? EXIT.complete : EXIT.clipsLeftOut;
  } catch (thrown) {
    const error = toRenderError(thrown, { category: 'internal', message: 'The render failed.' }).toReport();
    tellError(error);
    await writeReport(command, { error, log }).catch(tellError);
    return interrupts.exitCode() ?? EXIT.failed;
  }
};

/** What is known of a render that failed: why, and the last of its log. */
type FailureReport = { readonly error: ErrorReport } & Pick<RenderReport, 'log'>;

/** One render in a browser of its own. */
const render = async (
  command: RenderCommand,
  signal: AbortSignal,
  onProgress: (progress: RenderProgress) => void,
): Promise<RenderReport> => {
  const { simulateCores, isolation, browserPath, profile, chaos, watermark, watermarkOptions } = command;
  const session = await openCliploom({ simulateCores, isolation, browserPath, profile, chaos, signal });
  const display = progressDisplay(process.stderr);
  try {
    return await session.renderFiles({
      clips: command.clips,
      voiceOver: command.audio,
      music: command.music,
      subtitles: command.subtitles,
      captionFont: command.captionFont,
      watermark: watermark === undefined ? undefined : { path: watermark, ...watermarkOptions },
      out: command.out,
      settings: command.settings,
      timeoutSeconds: command.timeoutSeconds,
      onProgress: (progress) => {
        onProgress(progress);
        display.show(progress);
      },
      signal,
    });
  } finally {
    display.end();
    await session.close();
  }
};

const writeReport = async (
  { report: path }: RenderCommand,
  content: RenderReport | FailureReport,
): Promise<void> => {
  if (path === undefined) return;
  try {
    await writeFile(path, `${JSON.stringify(content, null, 2)}\n`);
  } catch (thrown) {
    const message = `The report ${path} could not be written.`;
    throw toRenderError(thrown, { category: 'resource', message });
  }
};

/** The subtitles as the video has them, for players and sites that want them beside it. */
const writeSidecar = async ({ sidecar: path }: RenderCommand, { subtitles }: RenderReport): Promise<void> => {
  if (path === undefined || subtitles === null) return;
  const write = /\.vtt$/i.test(path) ? toVtt : toSrt;
  try {
    await writeFile(path, write(subtitles.cues));
  } catch (thrown) {
    const message = `The subtitles ${path} could not be written.`;
    throw toRenderError(thrown, { category: 'resource', message });
  }
};

const usage = (message: string): number => {
  console.error(`${message}\nnpm run --silent render -- --help says what there is.`);
  return EXIT.usage;
};

const indented = (text: string): string => text.replace(/^/gm, '    ');

const tellError = ({
  message,
  detail,
}: Pick<ErrorReport, 'message'> & { detail?: string | undefined }): void => {
  console.error(message);
  if (detail !== undefined && detail !== '') console.error(indented(detail));
};

/** Names a few of the cues that were skipped; the report has them all. */
const tellSubtitles = ({ subtitles: path }: RenderCommand, { subtitles }: RenderReport): void => {
  if (subtitles === null) return;
  const { cues, beyondEnd, skipped, format, encoding } = subtitles;
  for (const { line, reason } of skipped.slice(0, MOST_SKIPPED_TOLD))
    console.error(`Skipped: ${path}${line === null ? '' : `, line ${line}`}: ${reason}`);
  const more = skipped.length - MOST_SKIPPED_TOLD;
  if (more > 0) console.error(`Skipped: ${more} more in ${path}`);
  const beyond = beyondEnd === 0 ? '' : `, ${beyondEnd} after the end`;
  console.error(`${path}: ${cues.length} subtitles (${format}, ${encoding})${beyond}`);
};

const tellResult = (command: RenderCommand, report: RenderReport): void => {
  const { output, problems, wallMs } = report;
  for (const { source, error } of problems)
    tellError({ ...error, message: `Left out: ${source}: ${error.message}` });
  tellSubtitles(command, report);
  const wanted = command.settings.engine ?? 'auto';
  if (wanted !== report.engine) {
    const instead = wanted === 'auto' ? '' : `, not by ${wanted}`;
    console.error(`Made by ${report.engine}${instead}: ${report.engineReason}`);
  }
  const { frames, durationSeconds, bytes } = output;
  const megabytes = (bytes / 1e6).toFixed(1);
  console.error(
    `${command.out}: ${durationSeconds.toFixed(2)} s, ${frames} frames, ${megabytes} MB, made in ${(wallMs / 1000).toFixed(1)} s`,
  );
};

process.exit(await main(process.argv.slice(2)));
