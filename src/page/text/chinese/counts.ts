/** Numbers of things in words, in Simplified Chinese. */
import { formatCount } from '../../format';

export const percent = (share: number): string => `${formatCount(Math.round(share * 100))}%`;

export const clipCount = (count: number): string => `${formatCount(count)}个片段`;

export const fileCount = (count: number): string => `${formatCount(count)}个文件`;

export const cueCount = (count: number): string => `${formatCount(count)}条字幕`;
