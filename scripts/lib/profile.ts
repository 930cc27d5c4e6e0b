import { createHash } from 'node:crypto';

/** Below what systems give out by themselves (32768 and up), above what browsers refuse. */
const PORTS = { from: 20_000, count: 10_000 };

/**
 * The port to serve the page at for a browser that keeps its profile. What a page stores belongs to its address, port
 * included, so it has to be the same one each time.
 * @param profile full path of the profile's folder
 */
export const profilePort = (profile: string): number =>
  PORTS.from + (createHash('sha256').update(profile).digest().readUInt32LE() % PORTS.count);
