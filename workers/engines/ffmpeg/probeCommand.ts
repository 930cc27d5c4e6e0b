export const PROBE_OUTPUT = 'probe.json';

/** Packets that are decoded to learn when the first picture is shown: enough for any reordering. */
const PROBED_PACKETS = 64;

/** Headers, and the time of the first picture: old containers store decode times only, which are earlier. */
export const probeCommand = (path: string): string[] => [
  ...['-v', 'error', '-cpucount', '1', '-threads', '1'],
  ...['-print_format', 'json', '-show_format', '-show_streams', '-show_frames'],
  ...['-read_intervals', `%+#${PROBED_PACKETS}`, '-o', PROBE_OUTPUT, path],
];
