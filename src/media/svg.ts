/** Longer side in pixels at which a drawing becomes a picture: sharp on every size of video up to 4K. */
const LONGER_SIDE = 2160;

const isSvg = (file: File): boolean =>
  file.type === 'image/svg+xml' || (file.type === '' && /\.svg$/i.test(file.name));

/**
 * A drawing (SVG) as a picture file of the same name; every other file as it is. Workers cannot draw SVG, and as an
 * image it can neither run scripts nor load anything.
 * @throws Error if it cannot be drawn, or has no size
 */
export const asPicture = async (file: File): Promise<File> => {
  if (!isSvg(file)) return file;
  const url = URL.createObjectURL(new Blob([file], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = LONGER_SIDE / Math.max(image.naturalWidth, image.naturalHeight);
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(image.naturalWidth * scale)),
      Math.max(1, Math.round(image.naturalHeight * scale)),
    );
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await canvas.convertToBlob({ type: 'image/png' });
    return new File([png], file.name, { type: 'image/png', lastModified: file.lastModified });
  } finally {
    URL.revokeObjectURL(url);
  }
};
