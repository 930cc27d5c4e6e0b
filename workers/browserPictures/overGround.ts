import type { TimedPicture } from './timedPicture';

/** The same pictures, a plain colour (`#rrggbb`) seen through them. */
export async function* overGround(
  pictures: AsyncIterable<TimedPicture>,
  ground: string,
): AsyncGenerator<TimedPicture> {
  for await (const picture of pictures) {
    yield {
      ...picture,
      draw: (context, from, to) => {
        context.fillStyle = ground;
        context.fillRect(0, 0, to.width, to.height);
        picture.draw(context, from, to);
      },
    };
  }
}
