/**
 * Pieces of text as the body of an answer. No more is read than the client takes; when it goes away, or takes nothing
 * for `silence` ms, reading ends, for an open read keeps the log of the database from being folded into its file.
 *
 * @returns when there is a first piece, so that what fails at once is still answered as an error.
 */
export async function textBody(
  pieces: AsyncGenerator<string>,
  silence: number,
): Promise<ReadableStream<Uint8Array>> {
  let next: IteratorResult<string> | undefined = await pieces.next();
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    clearTimeout(timer);
    return pieces.return(undefined);
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        clearTimeout(timer);
        // An empty piece would not be asked past.
        do {
          next ??= await pieces.next();
          if (next.done) return controller.close();
          if (next.value !== '') controller.enqueue(Buffer.from(next.value));
          else next = undefined;
        } while (next === undefined);
        next = undefined;
        timer = setTimeout(() => {
          controller.error(new Error(`the client took nothing for ${silence} ms`));
          void end();
        }, silence).unref();
      },
      async cancel() {
        await end();
      },
    },
    { highWaterMark: 1 },
  );
}
