import type { TempDir } from '../tests/browser/support/tempDir';
import type { Sources } from './media/sources';
import type { BenchOptions } from './options';

/** What every part of the benchmark is given. */
export interface Setup {
  readonly options: BenchOptions;
  readonly sources: Sources;
  /** Gone when the benchmark ends. */
  readonly folder: TempDir;
}
