import { ADTS, FLAC, MATROSKA, MP3, MP4, MPEG_TS, OGG, QTFF, WAVE, WEBM } from 'mediabunny';

/**
 * Containers that are read packet by packet. All that mediabunny knows but HLS: a playlist names other files, and
 * nothing that a person drops may make the page fetch anything.
 */
export const SOURCE_FORMATS = [MP4, QTFF, MATROSKA, WEBM, MPEG_TS, MP3, WAVE, OGG, ADTS, FLAC];
