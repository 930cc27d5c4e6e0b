/**
 * What layers below the page report: sentences, and parts that others are made of. They are English there, and what another
 * language translates. `{name}` stands for a name or number; `{.name}` for one without a space in it; `{+why}` for what is one
 * of these itself; `{?why}` for what may be one, or what somebody else has said.
 */
import type { EngineReport } from './engines';
import type { FileReport } from './files';
import type { RenderReport } from './render';
import type { SettingReport } from './settings';

export type Report = FileReport | SettingReport | EngineReport | RenderReport;
