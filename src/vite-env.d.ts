/// <reference types="vite/client" />

/** A file that travels compressed with gzip, or as it is: see `build/packedFiles.ts`. */
declare module '*?packed' {
  export const url: string;
  export const packedBytes: number;
  export const plainBytes: number;
}
