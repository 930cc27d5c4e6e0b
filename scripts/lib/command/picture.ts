import { type PlanOptions, resolvePlanSettings } from '../../../src/plan/settings';
import type { Size } from '../../../src/shared/media';
import { numberOf, type Values } from './table';

const sizeOf = (values: Values): Size | undefined => {
  if (values.size === undefined) return undefined;
  if (values.aspect !== undefined) throw new Error('Give either --aspect or --size, not both.');
  const [, width, height] = /^(\d+)[x×](\d+)$/i.exec(values.size) ?? [];
  if (width === undefined || height === undefined)
    throw new Error(`--size must be like 1080x1920, not "${values.size}".`);
  return { width: Number(width), height: Number(height) };
};

/** How the pictures look and follow each other. */
export const planOptions = (values: Values): PlanOptions => {
  // Words are not checked here but by the plan itself, in the next line, in one place for page and shell.
  const options = {
    aspect: values.aspect,
    size: sizeOf(values),
    fps: numberOf(values, 'fps'),
    fit: values.fit,
    mode: values.mode,
    seed: numberOf(values, 'seed'),
    maxClipDuration: numberOf(values, 'clip-duration'),
    barColor: values['bar-color'],
    speed: numberOf(values, 'speed'),
    transition: values.transition,
    transitionDuration: numberOf(values, 'transition-duration'),
    startFade: numberOf(values, 'start-fade'),
    endFade: numberOf(values, 'end-fade'),
    kenBurns: values['ken-burns'],
    duration: numberOf(values, 'duration'),
  } as PlanOptions;
  resolvePlanSettings(options);
  return options;
};
